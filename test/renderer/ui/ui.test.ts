import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import {
  ActionMenu,
  BaseButton,
  BaseDialog,
  BasePager,
  CodeBlock,
  CopyButton,
  DataTable,
  SaveBar,
  SecretValue,
  TabList,
  ToastHost
} from '../../../src-renderer/ui'
import { mountKit, onPage, settle } from '../kit'

enableAutoUnmount(afterEach)

describe('BaseButton', () => {
  it('never submits a form unless it is told to', () => {
    const type = (props: object) => mountKit(BaseButton, { props }).attributes('type')
    expect([type({}), type({ type: 'submit' })]).toEqual(['button', 'submit'])
  })

  it('can not be pressed again while it is busy, and says so', async () => {
    const button = mountKit(BaseButton, { props: { busy: true }, slots: { default: 'Save' } })
    expect(button.attributes('aria-busy')).toBe('true')
    expect(button.attributes('disabled')).toBeDefined()
    await button.setProps({ busy: false })
    expect(button.attributes('disabled')).toBeUndefined()
  })
})

describe('DataTable', () => {
  it('is a table by its roles too, with a head for each cell, however narrow it is laid out', () => {
    const columns = ['name', 'scopes'].map((id) => ({ id, title: id }))
    const props = { rows: ['shop', 'till'], rowKey: (row: string) => row, columns, label: 'Clients' }
    const table = mountKit(DataTable as Component, { props, slots: { menu: 'menu' } }).get('table')
    expect(table.findAll('[role="rowgroup"] > [role="row"]')).toHaveLength(3)
    const rolesOf = (row: string) => table.findAll(`${row} > *`).map((cell) => cell.attributes('role'))
    expect(table.attributes('role')).toBe('table')
    expect(rolesOf('thead tr')).toEqual(Array(3).fill('columnheader'))
    expect(rolesOf('tbody tr')).toEqual(Array(6).fill('cell'))
  })
})

describe('CopyButton', () => {
  it('puts the text on the clipboard and says that it did', async () => {
    const button = mountKit(CopyButton, { props: { text: 'http://localhost:9000', label: 'Copy issuer' } })
    expect(button.text()).toContain('Copy issuer')
    await button.get('button').trigger('click')
    await flushPromises()
    expect(button.get('button').text()).toBe('Copied')
    expect(button.get('[role="status"]').text()).toBe('Copied')
    expect(await navigator.clipboard.readText()).toBe('http://localhost:9000')
  })

  it('has a name where it is an icon alone', () => {
    const button = mountKit(CopyButton, { props: { text: 'x', name: 'Copy the token address' } })
    expect(button.get('button').attributes('aria-label')).toBe('Copy the token address')
  })
})

describe('SecretValue', () => {
  it('is masked until it is asked for, and fetched once', async () => {
    const load = vi.fn(() => Promise.resolve('s3cret'))
    const secret = mountKit(SecretValue, { props: { load } })
    expect(secret.text()).not.toContain('s3cret')
    expect(load).not.toHaveBeenCalled()
    const reveal = secret.get('[aria-label="Reveal"]')
    await reveal.trigger('click')
    await flushPromises()
    expect(secret.get('[data-testid="secret-shown"]').text()).toBe('s3cret')
    await secret.get('[aria-label="Hide"]').trigger('click')
    expect(secret.text()).not.toContain('s3cret')
    await secret.get('[aria-label="Copy"]').trigger('click')
    await flushPromises()
    expect(load).toHaveBeenCalledTimes(1)
    expect(await navigator.clipboard.readText()).toBe('s3cret')
  })
})

describe('CodeBlock', () => {
  const lines = [
    [{ text: 'POST ', role: 'method' as const }, { text: '/oauth2/token' }],
    [{ text: 'scope=a', role: 'scope' as const }]
  ]

  it('gives each value the colour of its role', () => {
    const block = mountKit(CodeBlock, { props: { lines } })
    expect(block.get('.scope').text()).toBe('scope=a')
    expect(block.get('.method').text()).toBe('POST')
  })

  it('copies all lines as plain text, or what it is told to', async () => {
    const block = mountKit(CodeBlock, { props: { lines } })
    await block.get('button').trigger('click')
    expect(await navigator.clipboard.readText()).toBe('POST /oauth2/token\nscope=a')
    await block.setProps({ copyText: 'curl …' })
    await block.get('button').trigger('click')
    expect(await navigator.clipboard.readText()).toBe('curl …')
  })

  it('can be scrolled by keyboard and has a name', () => {
    const region = mountKit(CodeBlock, { props: { text: 'x', label: 'Request' } }).get('[role="region"]')
    expect([region.attributes('tabindex'), region.attributes('aria-label')]).toEqual(['0', 'Request'])
  })
})

describe('BaseDialog', () => {
  const open = (slots = {}) =>
    mountKit(BaseDialog, { props: { open: true, title: 'Change password', description: 'For alice' }, slots })

  it('is named by its title and described by its text', async () => {
    open()
    await settle()
    const dialog = onPage('[role="dialog"]')
    const said = (name: string) => document.getElementById(dialog.getAttribute(name)!)?.textContent?.trim()
    expect([said('aria-labelledby'), said('aria-describedby')]).toEqual(['Change password', 'For alice'])
  })

  it('puts the focus into its first field, past what can not be reached', async () => {
    open({ default: '<input tabindex="-1"><input id="wanted"><input id="other">' })
    await settle()
    expect(document.activeElement?.id).toBe('wanted')
  })

  it('closes by Escape and by its close button', async () => {
    const dialog = open()
    await settle()
    onPage('[role="dialog"] button[aria-label="Close"]').click()
    await settle()
    expect(dialog.emitted('update:open')).toEqual([[false]])
    await dialog.setProps({ open: false })
    await dialog.setProps({ open: true })
    await settle()
    onPage('[role="dialog"]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await settle()
    expect(dialog.emitted('update:open')).toHaveLength(2)
  })
})

describe('ActionMenu', () => {
  it('opens by keyboard and tells which action was chosen', async () => {
    const menu = mountKit(ActionMenu, {
      props: {
        label: 'Actions of Billing job',
        items: [
          { id: 'block', label: 'Block' },
          { id: 'remove', label: 'Remove', danger: true }
        ]
      }
    })
    const button = menu.get('button')
    expect(button.attributes('aria-label')).toBe('Actions of Billing job')
    expect(button.attributes('aria-haspopup')).toBe('menu')
    await button.trigger('keydown', { key: 'Enter' })
    await settle()
    onPage('[data-testid="action-remove"]').click()
    await settle()
    expect(menu.emitted('select')).toEqual([['remove']])
  })
})

describe('SaveBar', () => {
  it('is there while something is unsaved, and offers both ways out', async () => {
    const bar = mountKit(SaveBar, { props: { dirty: false } })
    expect(bar.find('[data-testid="save-bar"]').exists()).toBe(false)
    await bar.setProps({ dirty: true })
    await bar.get('[data-testid="save"]').trigger('click')
    await bar.get('[data-testid="discard"]').trigger('click')
    expect([bar.emitted('save')?.length, bar.emitted('discard')?.length]).toEqual([1, 1])
  })

  it('shows why saving failed', () => {
    const bar = mountKit(SaveBar, { props: { dirty: true, problem: 'That exists already.' } })
    expect(bar.get('[role="alert"]').text()).toBe('That exists already.')
  })
})

describe('TabList', () => {
  it('moves by the arrow keys and around the ends, with one tab stop', async () => {
    const tabs = [
      { id: 'raw', label: 'Raw' },
      { id: 'token', label: 'Token' }
    ]
    const list = mountKit(TabList, {
      props: {
        tabs,
        label: 'Views',
        modelValue: 'raw',
        'onUpdate:modelValue': (modelValue: string) => void list.setProps({ modelValue })
      },
      slots: { default: ({ tab }: { tab: string }) => `panel of ${tab}` }
    })
    expect(list.findAll('[tabindex="0"]')).toHaveLength(1)
    await list.get('[role="tablist"]').trigger('keydown', { key: 'ArrowLeft' })
    expect(list.get('[role="tabpanel"]').text()).toBe('panel of token')
    expect(document.activeElement?.textContent?.trim()).toBe('Token')
    await list.get('[role="tablist"]').trigger('keydown', { key: 'ArrowRight' })
    expect(list.get('[aria-selected="true"]').text()).toBe('Raw')
  })
})

describe('BasePager', () => {
  it('says where in the list one is and moves a page at a time', async () => {
    const pager = mountKit(BasePager, { props: { offset: 50, limit: 50, total: 120 } })
    expect(pager.text()).toContain('51–100 of 120')
    await pager.get('[data-testid="next-page"]').trigger('click')
    await pager.get('[data-testid="previous-page"]').trigger('click')
    expect(pager.emitted('move')).toEqual([[100], [0]])
    await pager.setProps({ offset: 100 })
    expect(pager.get('[data-testid="next-page"]').attributes('disabled')).toBeDefined()
  })

  it('counts from nothing in an empty list', () => {
    expect(mountKit(BasePager, { props: { offset: 0, limit: 50, total: 0 } }).text()).toContain('0–0 of 0')
  })
})

describe('ToastHost', () => {
  it('is read out politely, runs its action once and goes', async () => {
    const run = vi.fn()
    const toast = { id: 7, tone: 'ok' as const, title: 'Blocked Billing job', action: { label: 'Undo', run } }
    const host = mountKit(ToastHost, { props: { toasts: [toast] } })
    expect(host.get('[aria-live="polite"]').text()).toContain('Blocked Billing job')
    await host.findAll('button')[0]!.trigger('click')
    expect(run).toHaveBeenCalledTimes(1)
    expect(host.emitted('dismiss')).toEqual([[7]])
  })
})
