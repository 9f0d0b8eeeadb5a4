import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ShownClient } from '../../../src-main/contract'
import { askToken, basic } from '../../protocol/requests'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
let alice: PanelCall
let moderator: PanelCall

const WEB = { redirect_uris: ['https://app.example/cb'], client_secret: 'a secret of this client' }
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code' as const

beforeAll(async () => {
  server = await startServer({
    users: [
      { username: 'alice', email: 'alice@example.com' },
      { username: 'mo', roles: ['moderator'] }
    ],
    clients: [
      { client_id: 'web', ...WEB, owner: 'alice' },
      { client_id: 'web-blocked', ...WEB, blocked: true },
      { client_id: 'spa', redirect_uris: ['https://app.example/cb'], token_endpoint_auth_method: 'none' },
      {
        client_id: 'desktop',
        redirect_uris: ['http://127.0.0.1/cb'],
        token_endpoint_auth_method: 'none',
        application_type: 'native'
      },
      { client_id: 'job', client_secret: 'a secret of this client' },
      { client_id: 'tv', token_endpoint_auth_method: 'none', grant_types: [DEVICE] }
    ]
  })
  const as = async (username: string) =>
    directCall(server, contextOf({ kind: 'user', user: (await server.store.users.get(username))! }))
  alice = await as('alice')
  moderator = await as('mo')
})
afterAll(() => server.close())

const itemsOf = async (call: PanelCall, input: object) =>
  ((await call('clients.list', input)) as { items: ShownClient[] }).items
const idsOf = async (input: object, call = moderator) =>
  (await itemsOf(call, { sort: 'client_id', ...input })).map(({ client_id }) => client_id)

describe('the list of clients', () => {
  it.each([
    ['web', ['web', 'web-blocked']],
    ['spa', ['spa']],
    ['native', ['desktop']],
    ['service', ['job']],
    ['device', ['tv']]
  ])('finds the clients of the type %s', async (kind, ids) => {
    expect(await idsOf({ kind })).toEqual(ids)
  })

  it('filters by status, method, grant and owner, by all of them together', async () => {
    expect(await idsOf({ status: 'blocked' })).toEqual(['web-blocked'])
    expect(await idsOf({ method: 'none' })).toEqual(['desktop', 'spa', 'tv'])
    expect(await idsOf({ grant: DEVICE })).toEqual(['tv'])
    expect(await idsOf({ kind: 'web', status: 'active', owner: 'alice', search: 'we' })).toEqual(['web'])
    expect(await idsOf({ kind: 'web', method: 'none' })).toEqual([])
  })

  it('refuses a filter that there is not, and says what there is', async () => {
    const { issues } = await refusalOf(moderator('clients.list', { kind: 'toaster' }))
    expect(issues?.[0]).toMatchObject({ path: ['kind'], message: expect.stringContaining('spa') as string })
  })

  it('tells a moderator the address of the owner, and nobody else', async () => {
    expect((await itemsOf(moderator, { owner: 'alice' }))[0]?.ownerEmail).toBe('alice@example.com')
    expect((await itemsOf(alice, {}))[0]?.ownerEmail).toBeUndefined()
  })

  it('shows a user their own alone, whatever they filter by', async () => {
    expect(await idsOf({ status: 'blocked' }, alice)).toEqual([])
    expect(await idsOf({ owner: 'mo' }, alice)).toEqual(['web'])
  })
})

describe('when a client was used last', () => {
  const lastUsed = (call: PanelCall) =>
    call('clients.lastUsed', { client_ids: ['job', 'web', 'nobody'] }) as Promise<Record<string, number>>

  async function use(): Promise<number> {
    server.clock.advance({ seconds: 30 })
    const credentials = basic('job', 'a secret of this client')
    expect((await askToken(server, { grant_type: 'client_credentials' }, credentials)).status).toBe(200)
    return server.clock.nowSeconds()
  }

  it('is the moment of its newest token, and follows', async () => {
    const first = await use()
    expect(await lastUsed(moderator)).toEqual({ job: first })
    const second = await use()
    expect(second).toBeGreaterThan(first)
    expect(await lastUsed(moderator)).toEqual({ job: second })
  })

  it('is not told of the clients of others', async () => {
    await use()
    expect(await lastUsed(alice)).toEqual({})
  })
})
