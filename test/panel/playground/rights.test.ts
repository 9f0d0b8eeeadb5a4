import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlaygroundExchange } from '../../../src-main/contract'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { SECRET, startPlayground, type PlaygroundWorld } from './world'

let world: PlaygroundWorld
const as = async (username: string): Promise<PanelCall> =>
  directCall(world.server, contextOf({ kind: 'user', user: (await world.server.store.users.get(username))! }))

beforeAll(async () => {
  world = await startPlayground({
    users: [
      { username: 'alice', roles: ['user'] },
      { username: 'bob', roles: ['user'] },
      { username: 'mona', roles: ['moderator'] }
    ]
  })
  await world.client({ client_id: 'of-administrators' })
  await world.client({ client_id: 'public', token_endpoint_auth_method: 'none' })
})
afterAll(() => world.server.close())

describe('whoever is no administrator', () => {
  it.each(['introspect_foreign', 'code_of_another_client'])(
    'borrows no client of the administrators for the mutation %s',
    async (mutation) => {
      const bob = await as('bob')
      const draft = { flow: 'openid_code', client_id: 'public', method: 'none', scope: 'openid', mutation }
      await refusalOf(bob('playground.runAll', { draft, as: { username: 'bob' } }))
      const transcript = (await bob('playground.transcript')) as PlaygroundExchange[]
      const sent = JSON.stringify(transcript)
      expect(sent).not.toContain(SECRET)
      expect(sent).not.toContain(Buffer.from(`of-administrators:${SECRET}`).toString('base64'))
    }
  )

  it('may name a client of somebody else and sees what the server says, moderators too', async () => {
    const draft = {
      flow: 'oauth2_client_credentials',
      client_id: 'of-administrators',
      client_secret: 'a guess'
    }
    for (const name of ['bob', 'mona']) {
      const exchange = (await (await as(name))('playground.send', draft)) as PlaygroundExchange
      expect(exchange).toMatchObject({ response: { status: 401 }, verdict: { error: 'invalid_client' } })
    }
  })

  it('signs in as nobody else', async () => {
    const draft = { flow: 'openid_code', client_id: 'public', scope: 'openid' }
    const bob = await as('bob')
    for (const procedure of ['playground.authorize', 'playground.runAll'])
      expect((await refusalOf(bob(procedure, { draft, as: { username: 'alice' } }))).code).toBe('FORBIDDEN')
  })
})

describe('whoever sits at a machine whose app is locked for testers', () => {
  const tester = () => directCall(world.server, contextOf({ kind: 'local', lock: 'tester' }))
  const draft = { flow: 'openid_code', client_id: 'public', scope: 'openid' } as const
  const forbidden = async (call: Promise<unknown>) => expect((await refusalOf(call)).code).toBe('FORBIDDEN')
  beforeAll(() =>
    world.client({
      client_id: 'privileged',
      scope: 'openid admin',
      response_types: ['code', 'code id_token token', 'id_token token']
    })
  )

  it('signs in as others, and as no administrator', async () => {
    const call = tester()
    expect(await call('playground.runAll', { draft, as: { username: 'alice' } })).toMatchObject({
      run: { status: 'ended' }
    })
    const as = { username: 'admin@example.com' }
    for (const procedure of ['playground.authorize', 'playground.runAll'])
      await forbidden(call(procedure, { draft, as }))
    const run = (await call('playground.authorize', { draft: { ...draft, flow: 'device' } })) as {
      id: string
    }
    await forbidden(call('playground.approve', { id: run.id, as }))
    const request = { name: 'As an administrator', user: as.username, ...draft }
    const collection = { format: 'friendly-oauth2-collection/1', name: 'Mine', requests: [request] }
    expect(await call('collections.run', { collection })).toMatchObject({
      result: {
        passed: 0,
        results: [
          { exchanges: [], failures: [{ actual: expect.stringContaining('administrator') as string }] }
        ]
      }
    })
  })

  it('tries no client that may have the scope admin, whatever names it', async () => {
    const call = tester()
    const implicit = { flow: 'openid_implicit', client_id: 'privileged', scope: 'openid admin' }
    const named = { ...draft, authorization: { parameters: [['client_id', 'privileged']] } }
    for (const one of [
      implicit,
      { ...implicit, scope: 'openid' },
      named,
      { ...draft, scope: 'openid admin' }
    ]) {
      await forbidden(call('playground.prepare', one))
      await forbidden(call('playground.authorize', { draft: one, as: { username: 'alice' } }))
    }
  })
})
