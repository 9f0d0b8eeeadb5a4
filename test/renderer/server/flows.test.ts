import { afterEach, describe, expect, it } from 'vitest'
import { CLIENT_AUTHENTICATION_NAMES, DEFAULT_SETTINGS, FLOW_NAMES } from '../../../src-main/model'
import { lineDiff } from '../../../src-renderer/features/flows/line-diff'
import { settingsChanges } from '../../../src-renderer/stores/settings/settings-changes'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})
const CLIENT = { client_id: 'billing', client_secret: 'a-secret-of-billing' }
const open = async () => (panel = await openPanel({ path: '/flows', profile: { clients: [CLIENT] } }))
const text = (testId: string) =>
  document.querySelector(`[data-testid="${testId}"]`)?.textContent?.replace(/\s+/g, ' ')
const click = async (testId: string) => (await panel.find(testId)).click()
const settings = () => panel.server.store.settings.get()

describe('Flows & authentication', () => {
  it('has a switch for every flow and every method that the registries know', async () => {
    await open()
    for (const name of FLOW_NAMES) await panel.find(`flow-${name}`)
    for (const name of CLIENT_AUTHENTICATION_NAMES) await panel.find(`method-${name}`)
  })

  it('warns of the clients that depend on what is switched off, and saves nothing until it is told to', async () => {
    await open()
    await click('flow-oauth2_client_credentials')
    await panel.until(() => expect(text('dependents-warning')).toContain('Client credentials: 1 client'))
    expect((await settings()).flows.oauth2_client_credentials).toBe(true)
    await click('save')
    await panel.until(async () => expect((await settings()).flows.oauth2_client_credentials).toBe(false))
  })

  it('shows beside the switches what discovery would say (RFC 8414 §2)', async () => {
    await open()
    await panel.until(() => expect(text('metadata')).toContain('private_key_jwt'))
    await click('method-private_key_jwt')
    await panel.until(() => expect(text('metadata-changed')).toMatch(/lines? changes?/))
    const removed = [...document.querySelectorAll('[data-testid="metadata"] del')].map(
      (line) => line.textContent
    )
    expect(removed.join()).toContain('private_key_jwt')
    await click('discard')
    await panel.until(() => expect(text('metadata-changed')).toBeUndefined())
  })

  it('refuses a lifetime that is no time at all', async () => {
    await open()
    const field = (await panel.find('setting-lifetimes.access_token')) as HTMLInputElement
    field.value = '0'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await click('save')
    await panel.until(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
    expect((await settings()).lifetimes.access_token).toBe(3600)
  })
})

describe('The difference of two texts', () => {
  it('ignores the comma that a line gets because another line follows', () => {
    const states = lineDiff('[\n  1,\n  2\n]', '[\n  1\n]').map(
      ({ text, state }) => `${state} ${text.trim()}`
    )
    expect(states).toEqual(['same [', 'same 1', 'removed 2', 'same ]'])
  })
})

describe('The changes of settings', () => {
  it('name what differs, and only that', () => {
    const edited = structuredClone(DEFAULT_SETTINGS)
    edited.lifetimes.access_token = 60
    expect(settingsChanges(DEFAULT_SETTINGS, edited)).toEqual({ lifetimes: { access_token: 60 } })
    expect(settingsChanges(DEFAULT_SETTINGS, DEFAULT_SETTINGS)).toEqual({})
  })
})
