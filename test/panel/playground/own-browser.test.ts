import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlaygroundRun } from '../../../src-main/contract'
import { createBrowser, type Browser } from '../../support/browser/browser'
import { htmlForms } from '../../support/browser/html-forms'
import type { PanelCall } from '../../support/panel/panel-call'
import { browserCall } from '../../support/panel/panel-transports'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { startPlayground, type PlaygroundWorld } from './world'

const PASSWORD = 'a long password'

let world: PlaygroundWorld
let alice: { browser: Browser; call: PanelCall }
let bob: { browser: Browser; call: PanelCall }
beforeAll(async () => {
  const users = ['alice', 'bob'].map((username) => ({ username, password: PASSWORD, roles: ['user'] }))
  world = await startPlayground({ users })
  await world.client({ client_id: 'app', owner: 'alice' })
  alice = await signedIn('alice')
  bob = await signedIn('bob')
})
afterAll(() => world.server.close())

async function signedIn(username: string) {
  const browser = createBrowser(world.server.address)
  await browser.signIn({ username, password: PASSWORD })
  return { browser, call: browserCall(world.server, browser) }
}

const begin = () => {
  const draft = { flow: 'oauth2_code', client_id: 'app', scope: 'read' }
  return alice.call('playground.authorize', { draft }) as Promise<PlaygroundRun>
}
const seen = ({ id }: PlaygroundRun) => alice.call('playground.run', { id }) as Promise<PlaygroundRun>
const addressOf = (run: PlaygroundRun, fields: Record<string, string> = {}) => {
  const state = run.draft.values?.['state'] ?? ''
  const answer = new URLSearchParams({ code: 'a-code', iss: world.server.address, state, ...fields })
  return `${world.server.address}/playground/callback?${answer.toString()}`
}

/** Brings an answer as a window does to which the panel's cookie is shown below /panel alone; undefined: of no panel. */
async function bring(address: string, panel: Browser | undefined): Promise<string | undefined> {
  let { html } = await createPersonBrowser(world.server.address).get(address)
  for (;;) {
    const [form] = htmlForms(html)
    if (!form) return /data-testid="landed-(\w+)"/.exec(html)?.[1]
    const body = new URLSearchParams(form.fields.map(([name, value]) => [name, value]))
    const action = new URL(form.action, world.server.address)
    expect(action.pathname).toBe('/panel/playground/callback')
    const send = panel ? panel.fetch : fetch
    html = await (await send(action.href, { method: 'POST', body })).text()
  }
}

describe('a run that was begun in the panel of a browser', () => {
  it('opens the address of the authorization request itself, and takes the answer from that browser', async () => {
    const run = await begin()
    expect(run.opens).toBe(run.authorization?.url)
    expect(await bring(addressOf(run), alice.browser)).toBe('code_received')
    expect(await seen(run)).toMatchObject({ status: 'returned', callback: { mode: 'query' } })
  })

  it('takes none from the browser of somebody who was sent the address (RFC 6749 §10.12)', async () => {
    const run = await begin()
    expect(await bring(addressOf(run), bob.browser)).toBe('elsewhere')
    expect(await bring(addressOf(run), undefined)).toBe('elsewhere')
    expect(await seen(run)).toMatchObject({ status: 'waiting' })
    expect(await bring(addressOf(run), alice.browser)).toBe('code_received')
  })

  it('takes none from another session of the same person', async () => {
    const run = await begin()
    const { browser } = await signedIn('alice')
    expect(await bring(addressOf(run), browser)).toBe('elsewhere')
    expect(await bring(addressOf(run), alice.browser)).toBe('code_received')
  })

  it('shows the browser that began it an answer with another state, and nobody else’s browser ends it', async () => {
    const run = await begin()
    const forged = addressOf(run, { state: 'another' })
    expect(await bring(forged, bob.browser)).toBe('unknown')
    expect(await seen(run)).toMatchObject({ status: 'waiting' })
    expect(await bring(forged, alice.browser)).toBe('state_differs')
    expect(await seen(run)).toMatchObject({ status: 'ended' })
  })

  it('has its answer brought to the name under which the browser knows the panel', async () => {
    const elsewhere = world.server.address.replace('localhost', '127.0.0.1')
    const browser = createBrowser(elsewhere)
    await browser.signIn({ username: 'alice', password: PASSWORD })
    const draft = { flow: 'oauth2_code', client_id: 'app', scope: 'read' }
    const run = (await browser.rpc('playground.authorize', { draft })).output as PlaygroundRun
    const { html } = await createPersonBrowser(world.server.address).get(addressOf(run))
    const [form] = htmlForms(html)
    expect(form?.action).toBe(`${elsewhere}/panel/playground/callback`)
    // A form of another site shows no cookie of SameSite=Strict; the page that answers it is of the panel's own site, and its form does.
    const body = new URLSearchParams(form?.fields.map(([name, value]) => [name, value]))
    const again = await (await fetch(form?.action ?? '', { method: 'POST', body })).text()
    const [second] = htmlForms(again)
    const fields = new URLSearchParams(second?.fields.map(([name, value]) => [name, value]))
    const last = await browser.fetch(second?.action ?? '', { method: 'POST', body: fields })
    expect(await last.text()).toContain('landed-code_received')
  })
})
