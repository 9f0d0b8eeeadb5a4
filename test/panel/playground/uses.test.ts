import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft, PlaygroundExchange, PlaygroundRun } from '../../../src-main/contract'
import { refusalOf } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { bodyOf, startPlayground, type PlaygroundWorld } from './world'

let world: PlaygroundWorld
let tokens: Record<string, unknown>
const draft: Draft = { flow: 'openid_code', client_id: 'app', scope: 'openid' }
beforeAll(async () => {
  world = await startPlayground({
    users: [{ username: 'alice' }, { username: 'bob' }, { username: 'gone', blocked: true }]
  })
  await world.client({ client_id: 'app', owner: 'alice' })
  tokens = bodyOf((await world.runAll(draft)).exchanges.at(-1))
})
afterAll(() => world.server.close())

const use = (what: string, more: object = {}, token = tokens['access_token']) =>
  world.call('playground.use', { draft, use: what, token, ...more }) as Promise<PlaygroundExchange>
/** The procedures as a person has them in a browser. */
async function as(username: string) {
  const user = await world.server.store.users.get(username)
  return directCall(world.server, { ...contextOf({ kind: 'user', user: user! }), capabilities: [] })
}

describe('what the playground does with a token', () => {
  it('is to call an API with it', async () => {
    const api = { url: `${world.server.address}/oauth2/userinfo`, method: 'POST' }
    const called = await use('call_api', { api })
    expect(called).toMatchObject({ action: 'call_api', verdict: { ok: true, id: 'api_answered' } })
    expect(called.request.headers).toContainEqual([
      'Authorization',
      `Bearer ${String(tokens['access_token'])}`
    ])
    const refused = await use('call_api', { api }, 'nobodys')
    expect(refused.verdict).toMatchObject({ ok: false, id: 'refused', error: 'invalid_token' })
  })

  it('is to make the address at which a browser signs out, with nothing sent (RP-Initiated Logout §2)', async () => {
    const { request, response, verdict } = await use('end_session', {}, tokens['id_token'])
    expect([verdict, response]).toEqual([{ ok: true, id: 'sign_out_ready' }, undefined])
    expect((await fetch(request.url)).status).toBe(200)
  })

  it('needs an address for an API', async () => {
    for (const api of [undefined, { url: 'file:///etc/passwd' }, { url: 'nowhere' }])
      expect(await refusalOf(use('call_api', api && { api }))).toMatchObject({
        issues: [{ path: ['api', 'url'] }]
      })
  })
})

describe('the playground in a browser', () => {
  it('calls this server alone, and asks no other issuer', async () => {
    const alice = await as('alice')
    const call = (url: string) =>
      alice('playground.use', { draft, use: 'call_api', token: 'x', api: { url } })
    expect(await call(`${world.server.address}/oauth2/userinfo`)).toMatchObject({ action: 'call_api' })
    expect(await refusalOf(call('https://elsewhere.example/'))).toMatchObject({
      issues: [{ path: ['api', 'url'] }]
    })
    const target = { issuer: 'https://elsewhere.example' }
    expect(await refusalOf(alice('playground.prepare', { ...draft, target }))).toMatchObject({
      code: 'FORBIDDEN'
    })
  })

  it('signs in whoever asks as themselves, and nobody else', async () => {
    const alice = await as('alice')
    const run = (username: string) => alice('playground.runAll', { draft, as: { username } })
    expect(await run('alice')).toMatchObject({ run: { callback: { verdict: { ok: true } } } })
    expect(await refusalOf(run('bob'))).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('shows a run to who began it alone', async () => {
    const run = await world.authorize(draft)
    const alice = await as('alice')
    expect(await refusalOf(alice('playground.run', { id: run.id }))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a person whom the playground signs in by itself', () => {
  it('must be there and may sign in', async () => {
    for (const username of ['nobody', 'gone'])
      expect(await refusalOf(world.authorize(draft, { username }))).toMatchObject({
        issues: [{ path: ['as', 'username'] }]
      })
  })

  it('has one session for all runs, which the lists of sessions show', async () => {
    await world.runAll(draft, 'bob')
    await world.runAll(draft, 'bob')
    const bob = await world.server.store.users.get('bob')
    const sessions = await world.server.store.signInSessions.find('sub', bob?.sub ?? '')
    expect(sessions.map(({ userAgent }) => userAgent)).toEqual(['Playground'])
  })
})

describe('the server’s view of an exchange', () => {
  const storyOf = (id: string | undefined) =>
    world.call('playground.story', { id }) as Promise<{
      exchange: { path: string }
      story: { rules: { id: string; outcome: string }[] }
    } | null>

  it('is the chain of rules, up to the one that refused', async () => {
    const { exchanges } = await world.runAll({ ...draft, client_secret: 'wrong' })
    const story = await storyOf(exchanges.at(-1)?.id)
    expect(story?.exchange.path).toBe('/oauth2/token')
    expect(story?.story.rules.some(({ outcome }) => outcome === 'refused')).toBe(true)
  })

  it('tells two requests in the same words apart by what came of them', async () => {
    const { run } = (await world.runAll(draft)) as { run: PlaygroundRun }
    const replayed = await world.exchange(run)
    const first = (await world.transcript()).find(
      ({ action, verdict, run: of }) => action === 'token' && verdict.ok && of === run.id
    )
    const outcomes = async (id: string | undefined) =>
      (await storyOf(id))?.story.rules.map(({ outcome }) => outcome)
    expect(await outcomes(replayed.id)).toContain('refused')
    expect(await outcomes(first?.id)).not.toContain('refused')
  })

  it('is of an authorization request too', async () => {
    const { exchanges } = await world.runAll(draft)
    expect((await storyOf(exchanges[0]?.id))?.exchange.path).toBe('/oauth2/authorize')
  })
})
