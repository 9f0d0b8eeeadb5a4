import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../../../src-main/contract'
import { bodyOf, brought, METHODS, startPlayground, type PlaygroundWorld } from './world'

let world: PlaygroundWorld
beforeAll(async () => {
  world = await startPlayground()
  for (const token_endpoint_auth_method of METHODS)
    await world.client({ client_id: token_endpoint_auth_method, token_endpoint_auth_method })
})
afterAll(() => world.server.close())

/** Every flow with a browser, and what comes back by each of its response types. */
const FLOWS: readonly {
  draft: Omit<Draft, 'client_id'>
  front: readonly string[]
  back: readonly string[]
}[] = [
  { draft: { flow: 'oauth2_code', scope: 'read' }, front: ['code'], back: ['access_token'] },
  {
    draft: { flow: 'openid_code', scope: 'openid' },
    front: ['code'],
    back: ['access_token', 'id_token']
  },
  { draft: { flow: 'oauth2_implicit', scope: 'read' }, front: ['access_token'], back: [] },
  {
    draft: { flow: 'openid_implicit', scope: 'openid', response_type: 'id_token' },
    front: ['id_token'],
    back: []
  },
  {
    draft: { flow: 'openid_implicit', scope: 'openid', response_type: 'id_token token' },
    front: ['access_token', 'id_token'],
    back: []
  },
  {
    draft: { flow: 'openid_hybrid', scope: 'openid', response_type: 'code id_token' },
    front: ['code', 'id_token'],
    back: ['access_token', 'id_token']
  },
  {
    draft: { flow: 'openid_hybrid', scope: 'openid', response_type: 'code token' },
    front: ['code', 'access_token'],
    back: ['access_token', 'id_token']
  },
  {
    draft: { flow: 'openid_hybrid', scope: 'openid', response_type: 'code id_token token' },
    front: ['code', 'access_token', 'id_token'],
    back: ['access_token', 'id_token']
  }
]

const nameOf = ({ flow, response_type }: Omit<Draft, 'client_id'>) =>
  [flow, response_type].filter(Boolean).join(' ')

describe.each(METHODS)('the playground as a client with %s', (client_id) => {
  it.each(FLOWS.map((flow) => [nameOf(flow.draft), flow] as const))(
    'runs %s without a person, and verifies what comes back',
    async (_name, { draft, front, back }) => {
      const { run, exchanges } = await world.runAll({ ...draft, client_id })
      expect(run?.callback).toMatchObject({
        verdict: { ok: true },
        mode: front.includes('code') && front.length === 1 ? 'query' : 'fragment'
      })
      expect(run?.callback?.checks).toEqual([
        expect.objectContaining({ id: 'state', ok: true }),
        expect.objectContaining({ id: 'iss', ok: true, expected: world.server.address })
      ])
      for (const name of front) expect(brought(run, name), name).toBeTruthy()
      const [authorize, token] = exchanges
      expect(authorize).toMatchObject({ action: 'authorize', run: run?.id, response: { status: 303 } })
      if (front.includes('id_token')) expect(authorize?.idToken).toMatchObject({ signature: { ok: true } })
      expect(exchanges).toHaveLength(back.length ? 2 : 1)
      for (const name of back) expect(bodyOf(token)[name], name).toBeTruthy()
      if (back.includes('id_token')) expect(token?.idToken).toMatchObject({ signature: { ok: true } })
      for (const { verdict } of exchanges) expect(verdict).toMatchObject({ ok: true })
    }
  )
})

describe('an ID token that came to the playground', () => {
  it('is held against issuer, audience, time, nonce, and the code and token beside it (OpenID Connect Core §3.3.2.11)', async () => {
    const { exchanges } = await world.runAll({
      flow: 'openid_hybrid',
      client_id: 'client_secret_basic',
      scope: 'openid',
      response_type: 'code id_token token'
    })
    const claims = (at: number) => exchanges[at]?.idToken?.claims.map(({ id, ok }) => [id, ok])
    const always = [
      ['iss', true],
      ['aud', true],
      ['exp', true],
      ['iat', true],
      ['nonce', true]
    ]
    expect(claims(0)).toEqual(expect.arrayContaining([...always, ['at_hash', true], ['c_hash', true]]))
    expect(claims(1)).toEqual(expect.arrayContaining([...always, ['at_hash', true]]))
  })
})

describe('two runs at the same time', () => {
  it('tell of their own exchanges alone', async () => {
    const draft: Draft = { flow: 'openid_code', client_id: 'none', scope: 'openid' }
    for (const { run, exchanges } of await Promise.all([world.runAll(draft), world.runAll(draft)]))
      expect(exchanges.map(({ action, run: id }) => [action, id])).toEqual([
        ['authorize', run?.id],
        ['token', run?.id]
      ])
  })
})
