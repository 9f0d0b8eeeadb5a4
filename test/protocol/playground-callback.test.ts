import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlaygroundRun } from '../../src-main/contract'
import { brought, startPlayground, type PlaygroundWorld } from '../panel/playground-world'

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

let world: PlaygroundWorld
let landing: string
beforeAll(async () => {
  world = await startPlayground()
  await world.client({ client_id: 'app' })
  landing = `${world.server.address}/playground/callback`
})
afterAll(() => world.server.close())

const begin = () => world.authorize({ flow: 'oauth2_code', client_id: 'app', scope: 'read' })
const seen = async ({ id }: PlaygroundRun) => (await world.call('playground.run', { id })) as PlaygroundRun
const answer = (run: PlaygroundRun, fields: Record<string, string> = {}) =>
  new URLSearchParams({
    code: 'a-code',
    iss: world.server.address,
    state: run.draft.values['state'] ?? '',
    ...fields
  }).toString()

describe('the landing place of the playground', () => {
  it('takes an answer in the query', async () => {
    const run = await begin()
    const response = await fetch(`${landing}?${answer(run)}`)
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining('landed-code_received') as string
    ])
    expect(await seen(run)).toMatchObject({ status: 'returned', callback: { mode: 'query' } })
  })

  it('takes an answer in a form that another site’s page posts (Form Post Response Mode §2)', async () => {
    const run = await begin()
    const response = await fetch(landing, { method: 'POST', headers: FORM, body: answer(run) })
    expect(response.status).toBe(200)
    expect((await seen(run)).callback).toMatchObject({ mode: 'form_post', verdict: { ok: true } })
  })

  it('serves a page that hands over the fragment, and takes it (OAuth 2.0 Multiple Response Types §5)', async () => {
    const run = await begin()
    const page = await fetch(landing)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'sha256-[^']+'/)
    expect(await page.text()).toMatch(/<form method="post" action="\/playground\/callback"[^>]*>/)
    const body = new URLSearchParams({ fragment: answer(run) })
    await fetch(landing, { method: 'POST', headers: FORM, body: body.toString() })
    const { callback } = await seen(run)
    expect(callback).toMatchObject({ mode: 'fragment', verdict: { ok: true } })
    expect(brought(await seen(run), 'code')).toBe('a-code')
  })

  it('refuses another state, and nothing of it is exchanged (RFC 6749 §10.12)', async () => {
    const run = await begin()
    const response = await fetch(`${landing}?${answer(run, { state: 'another' })}`)
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('landed-state_differs') as string
    ])
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
    await fetch(`${landing}?${answer(run, { iss: 'https://mix-up.example' })}`)
    expect((await seen(run)).callback?.verdict).toEqual({ ok: false, id: 'issuer_differs' })
  })

  it('says that nobody waits where nobody does', async () => {
    const run = await begin()
    await fetch(`${landing}?${answer(run)}`)
    const response = await fetch(`${landing}?${answer(run)}`)
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('landed-unknown') as string
    ])
  })

  it('gives what comes a second time to nobody else who waits', async () => {
    const over = await begin()
    await fetch(`${landing}?${answer(over)}`)
    const waiting = await begin()
    const response = await fetch(`${landing}?${answer(over)}`)
    expect(response.status).toBe(400)
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
    await fetch(`${landing}?${answer(run)}`)
    expect((await seen(run)).callback).toMatchObject({
      verdict: { ok: false, id: 'response_invalid' },
      checks: [
        { id: 'jarm', ok: false },
        { id: 'state', ok: true },
        { id: 'iss', ok: true }
      ]
    })
  })

  it('tells what the server said, without letting it write the page', async () => {
    const run = await begin()
    const fields = { error: 'access_denied', error_description: '<img src=x>' }
    const { code: _code, ...rest } = Object.fromEntries(new URLSearchParams(answer(run, fields)))
    const text = await (await fetch(`${landing}?${new URLSearchParams(rest)}`)).text()
    expect(text).toContain('access_denied')
    expect(text).toContain('&#60;img src=x&#62;')
    expect((await seen(run)).callback?.verdict).toMatchObject({ id: 'refused', error: 'access_denied' })
  })

  it('says which methods it takes (RFC 9110 §15.5.6)', async () => {
    const response = await fetch(landing, { method: 'PUT' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
  })

  it('takes nothing by HEAD (RFC 9110 §9.3.2)', async () => {
    const run = await begin()
    await fetch(`${landing}?${answer(run)}`, { method: 'HEAD' })
    expect(await seen(run)).toMatchObject({ status: 'waiting' })
  })
})
