import { afterEach, describe, expect, it, vi } from 'vitest'
import { enableAutoUnmount } from '@vue/test-utils'
import { SearchField, SelectField, SwitchField, TextField } from '../../../src-renderer/ui'
import { mountKit, onPage, settle } from '../kit'

enableAutoUnmount(afterEach)

describe('TextField', () => {
  it('is named by its label and passes a test id to its input', () => {
    const field = mountKit(TextField, { props: { label: 'Name' }, attrs: { 'data-testid': 'name' } })
    const input = field.get('input')
    expect(input.attributes('data-testid')).toBe('name')
    expect(field.get('label').attributes('for')).toBe(input.attributes('id'))
  })

  it('says what is wrong to a screen reader, in place of the hint', async () => {
    const field = mountKit(TextField, { props: { label: 'Name', hint: 'As people know it' } })
    const describedBy = () =>
      document.getElementById(field.get('input').attributes('aria-describedby')!)?.textContent
    expect(describedBy()).toBe('As people know it')
    await field.setProps({ error: 'must not be empty' })
    expect(describedBy()).toContain('must not be empty')
    expect(field.get('input').attributes('aria-invalid')).toBe('true')
    expect(field.text()).not.toContain('As people know it')
  })

  it('tells what is typed', async () => {
    const field = mountKit(TextField, { props: { label: 'Name' } })
    await field.get('input').setValue('Billing job')
    expect(field.emitted('update:modelValue')).toEqual([['Billing job']])
  })
})

describe('SelectField', () => {
  const options = [
    { value: 'basic', label: 'client_secret_basic', description: 'In a header' },
    { value: 'post', label: 'client_secret_post' },
    { value: 'none', label: 'none', disabled: true }
  ]

  it('opens by keyboard and tells the choice', async () => {
    const field = mountKit(SelectField, { props: { label: 'Method', options, modelValue: 'basic' } })
    const trigger = field.get('button')
    expect(trigger.attributes('aria-label')).toBe('Method: client_secret_basic')
    await trigger.trigger('keydown', { key: 'ArrowDown' })
    await settle()
    expect(document.querySelectorAll('[role="option"]')).toHaveLength(3)
    const post = onPage('[data-testid="option-post"]')
    post.focus()
    post.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await settle()
    expect(field.emitted('update:modelValue')).toEqual([['post']])
  })

  it('marks what can not be chosen', async () => {
    const field = mountKit(SelectField, { props: { label: 'Method', options, modelValue: 'basic' } })
    await field.get('button').trigger('keydown', { key: 'Enter' })
    await settle()
    expect(onPage('[data-testid="option-none"]').getAttribute('aria-disabled')).toBe('true')
  })
})

describe('SwitchField', () => {
  it('is a switch with its label as its name, and tells both ways', async () => {
    const field = mountKit(SwitchField, { props: { label: 'Client credentials', modelValue: false } })
    const button = field.get('[role="switch"]')
    expect(field.get('label').attributes('for')).toBe(button.attributes('id'))
    expect(button.attributes('aria-checked')).toBe('false')
    await button.trigger('click')
    await field.setProps({ modelValue: true })
    await button.trigger('click')
    expect(field.emitted('update:modelValue')).toEqual([[true], [false]])
  })
})

describe('SearchField', () => {
  afterEach(() => vi.useRealTimers())

  it('waits for a pause in typing, and not for Enter', async () => {
    vi.useFakeTimers()
    const field = mountKit(SearchField, { props: { label: 'Search clients', delay: 200 } })
    const input = field.get('input')
    await input.setValue('bil')
    await input.setValue('bill')
    vi.advanceTimersByTime(199)
    expect(field.emitted('update:modelValue')).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(field.emitted('update:modelValue')).toEqual([['bill']])
    await input.setValue('billing ')
    await input.trigger('keydown', { key: 'Enter' })
    expect(field.emitted('update:modelValue')?.at(-1)).toEqual(['billing'])
  })

  it('leaves a space alone that somebody typed before pausing', async () => {
    vi.useFakeTimers()
    const field = mountKit(SearchField, { props: { label: 'Search clients' } })
    await field.get('input').setValue('billing ')
    await vi.advanceTimersByTimeAsync(300)
    expect(field.emitted('update:modelValue')).toEqual([['billing']])
    expect(field.get('input').element.value).toBe('billing ')
  })

  it('is emptied by Escape', async () => {
    const field = mountKit(SearchField, { props: { label: 'Search clients', modelValue: 'x' } })
    await field.get('input').trigger('keydown', { key: 'Escape' })
    expect(field.emitted('update:modelValue')?.at(-1)).toEqual([''])
  })
})
