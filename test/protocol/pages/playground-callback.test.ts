import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlaygroundRun } from '../../../src-main/contract'
import { brought, startPlayground, type PlaygroundWorld } from '../../panel/playground/world'
import { htmlForms } from '../../support/browser/html-forms'
import { createPersonBrowser, type Stop } from '../../support/browser/person-browser'

let world: PlaygroundWorld
let landing: string
beforeAll(async () => {
  world = await startPlayground()
  await world.client({ client_id: 'app' })
  landing = `${world.server.address}/playground/callback`
})
afterAll(() => world.server.close())

/** A JOSE header with an algorithm that nobody has. */
const UNKNOWN_WAY = Buffer.from('{"alg":"unheard-of"}').toString('base64url')

const begin = () => world.authorize({ flow: 'oauth2_code', client_id: 'app', scope: 'read' })
const seen = async ({ id }: PlaygroundRun) => (await world.call('playground.run', { id })) as PlaygroundRun
const answer = (run: PlaygroundRun, fields: Record<string, string> = {}) =>
  new URLSearchParams({
    code: 'a-code',
    iss: world.server.address,
    state: run.draft.values['state'] ?? '',
    ...fields
  }).toString()
/** The browser that began a run brings its answer. */
const bring = async (run: PlaygroundRun, fields: Record<string, string> = {}) =>
  (await world.opened(run)).get(`${landing}?${answer(run, fields)}`)
/** What a page of the landing place says came of it. */
const landedAs = ({ html }: Stop) => /data-testid="landed-(\w+)"/.exec(html)?.[1]

describe('the landing place of the playground', () => {
  it('takes an answer in the query', async () => {
    const run = await begin()
    const page = await (await world.opened(run)).get(`${landing}?${answer(run)}`)
    expect([page.status, landedAs(page)]).toEqual([200, 'code_received'])
    expect(await seen(run)).toMatchObject({ status: 'returned', callback: { mode: 'query' } })
  })

  it('takes an answer in a form that another site’s page posts, without a cookie (Form Post Response Mode §2)', async () => {
    const run = await begin()
    const browser = await world.opened(run)
    const withoutCookies = createPersonBrowser(world.server.address)
    const page = await withoutCookies.post(landing, [...new URLSearchParams(answer(run))])
    expect(await seen(run)).toMatchObject({ status: 'waiting' })
    const [form] = htmlForms(page.html)
    expect((await browser.post(form?.action ?? '', form?.fields ?? [])).status).toBe(200)
    expect((await seen(run)).callback).toMatchObject({ mode: 'form_post', verdict: { ok: true } })
  })

  it('serves a page that hands over the fragment, and takes it (OAuth 2.0 Multiple Response Types §5)', async () => {
    const run = await begin()
    const browser = await world.opened(run)
    const page = await browser.get(landing)
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'sha256-[^']+'/)
    await browser.submit({ fragment: answer(run) })
    const { callback } = await seen(run)
    expect(callback).toMatchObject({ mode: 'fragment', verdict: { ok: true } })
    expect(brought(await seen(run), 'code')).toBe('a-code')
  })

  it('refuses another state, and nothing of it is exchanged (RFC 6749 §10.12)', async () => {
    const run = await begin()
    const page = await (await world.opened(run)).get(`${landing}?${answer(run, { state: 'another' })}`)
    expect([page.status, landedAs(page)]).toEqual([400, 'state_differs'])
    expect(await seen(run)).toMatchObject({
      status: 'ended',
      callback: {
        checks: [
          { id: 'state', ok: false, actual: 'another' },
          { id: 'iss', ok: true }
        ]
      }
    })
    await expect(world.exchange(run)).rejects.toThrow()
  })

  it('refuses an answer of another issuer (RFC 9207 §2.4)', async () => {
    const run = await begin()
    await bring(run, { iss: 'https://mix-up.example' })
    expect((await seen(run)).callback?.verdict).toEqual({ ok: false, id: 'issuer_differs' })
  })

  it('says that nobody waits where nobody does', async () => {
    const run = await begin()
    const browser = await world.opened(run)
    await browser.get(`${landing}?${answer(run)}`)
    const page = await browser.get(`${landing}?${answer(run)}`)
    expect([page.status, landedAs(page)]).toEqual([400, 'unknown'])
  })

  it('gives what comes a second time to nobody else who waits', async () => {
    const over = await begin()
    const browser = await world.opened(over)
    await browser.get(`${landing}?${answer(over)}`)
    const waiting = await begin()
    await browser.ask(waiting.opens ?? '')
    expect((await browser.get(`${landing}?${answer(over)}`)).status).toBe(400)
    expect(await seen(waiting)).toMatchObject({ status: 'waiting' })
    await world.call('playground.cancelRun', { id: waiting.id })
  })

  it('takes no unsigned answer where a signed one was asked for (JARM §2.3)', async () => {
    const run = await world.authorize({
      flow: 'oauth2_code',
      client_id: 'app',
      scope: 'read',
      authorization: { response_mode: 'query.jwt' }
    })
    await bring(run)
    expect((await seen(run)).callback).toMatchObject({
      verdict: { ok: false, id: 'response_invalid' },
      checks: [
        { id: 'jarm', ok: false },
        { id: 'state', ok: true },
        { id: 'iss', ok: true }
      ]
    })
  })

  it.each(['x', 'a.b.c.d.e', `${UNKNOWN_WAY}.e30.`])(
    'refuses what is no ID token in the place of one, and waits no longer: %s (OpenID Connect Core §3.2.2.11)',
    async (id_token) => {
      const run = await begin()
      const page = await bring(run, { id_token })
      expect([page.status, landedAs(page)]).toEqual([400, 'id_token_invalid'])
      expect(await seen(run)).toMatchObject({
        status: 'ended',
        callback: { verdict: { ok: false, id: 'id_token_invalid' } }
      })
    }
  )

  it('takes an ID token that stays closed as it is, whatever a mutation would make wrong in it', async () => {
    const run = await world.authorize({
      flow: 'openid_code',
      client_id: 'app',
      scope: 'openid',
      mutation: 'id_token_tampered'
    })
    const page = await bring(run, { id_token: `${UNKNOWN_WAY}.b.c.d.e` })
    expect(page.status).toBe(200)
    expect(await seen(run)).toMatchObject({ status: 'returned' })
  })

  it('tells what the server said, without letting it write the page', async () => {
    const run = await begin()
    const fields = { error: 'access_denied', error_description: '<img src=x>' }
    const { code: _code, ...rest } = Object.fromEntries(new URLSearchParams(answer(run, fields)))
    const { html } = await (await world.opened(run)).get(`${landing}?${new URLSearchParams(rest)}`)
    expect(html).toContain('access_denied')
    expect(html).toContain('&#60;img src=x&#62;')
    expect((await seen(run)).callback?.verdict).toMatchObject({ id: 'refused', error: 'access_denied' })
  })

  it('says which methods it takes (RFC 9110 §15.5.6)', async () => {
    const response = await fetch(landing, { method: 'PUT' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
  })

  it('takes nothing by HEAD (RFC 9110 §9.3.2)', async () => {
    const run = await begin()
    await (await world.opened(run)).ask(`${landing}?${answer(run)}`, { method: 'HEAD' })
    expect(await seen(run)).toMatchObject({ status: 'waiting' })
  })
})

describe('a run of the playground', () => {
  it('takes no answer from a browser that did not begin it, though it has the right state (RFC 6749 §10.12)', async () => {
    const run = await begin()
    const own = await world.opened(run)
    const other = createPersonBrowser(world.server.address)
    await other.get(`${world.server.address}/sign-in`)
    const page = await other.get(`${landing}?${answer(run)}`)
    expect([page.status, landedAs(page)]).toEqual([400, 'elsewhere'])
    expect(await seen(run)).toMatchObject({ status: 'waiting' })
    expect(landedAs(await own.get(`${landing}?${answer(run)}`))).toBe('code_received')
  })

  it('takes none either from a browser that was sent the address of the authorization request alone', async () => {
    const run = await begin()
    const other = createPersonBrowser(world.server.address)
    await other.get(run.authorization?.url ?? '')
    expect(landedAs(await other.get(`${landing}?${answer(run)}`))).toBe('elsewhere')
    expect(await seen(run)).toMatchObject({ status: 'waiting' })
  })

  it('takes none that another browser hands over in the form of the landing place', async () => {
    const run = await begin()
    await world.opened(run)
    const other = createPersonBrowser(world.server.address)
    let page = await other.post(landing, [...new URLSearchParams(answer(run))])
    for (let times = 0; landedAs(page) === undefined && times < 5; times += 1) {
      const [form] = htmlForms(page.html)
      page = await other.post(form?.action ?? '', form?.fields ?? [])
    }
    expect([page.status, landedAs(page)]).toEqual([400, 'elsewhere'])
    expect(await seen(run)).toMatchObject({ status: 'waiting' })
  })

  it.each(['-9', '0.5', '7', 'Infinity', ''])(
    'hands nothing on that says it was handed on so often as none of its forms says: %o',
    async (handed_times) => {
      const run = await begin()
      await world.opened(run)
      const other = createPersonBrowser(world.server.address)
      const page = await other.post(landing, [
        ['handed_mode', 'query'],
        ['handed_text', answer(run)],
        ['handed_times', handed_times]
      ])
      expect([page.status, landedAs(page)]).toEqual([400, 'elsewhere'])
      await world.call('playground.cancelRun', { id: run.id })
    }
  )

  it('is begun by a link that works in one browser alone', async () => {
    const run = await begin()
    const own = await world.opened(run)
    const again = await own.ask(run.opens ?? '')
    expect([again.status, again.location]).toEqual([303, run.authorization?.url])
    const other = await createPersonBrowser(world.server.address).ask(run.opens ?? '')
    expect([other.status, landedAs(other)]).toEqual([400, 'link_used'])
  })

  it('has a link that leads nowhere once it is cancelled', async () => {
    const run = await begin()
    await world.call('playground.cancelRun', { id: run.id })
    expect((await createPersonBrowser(world.server.address).ask(run.opens ?? '')).status).toBe(400)
  })
})
