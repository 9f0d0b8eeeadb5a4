import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ShownClient } from '../../../src-main/contract'
import { askToken, basic } from '../../protocol/requests'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

const FIRST = 'the first secret'
let server: TestServer
let owner: PanelCall
let other: PanelCall

beforeEach(async () => {
  server = await startServer({
    users: [{ username: 'alice' }, { username: 'bob' }],
    clients: [
      { client_id: 'shop', client_secret: FIRST, owner: 'alice' },
      { client_id: 'spa', token_endpoint_auth_method: 'none', owner: 'alice' }
    ]
  })
  const as = async (username: string) =>
    directCall(server, contextOf({ kind: 'user', user: (await server.store.users.get(username))! }))
  owner = await as('alice')
  other = await as('bob')
})
afterEach(() => server.close())

const works = async (secret: string): Promise<boolean> => {
  const form = { grant_type: 'client_credentials' }
  return (await askToken(server, form, basic('shop', secret))).status === 200
}
const rotate = async (overlap_seconds?: number) =>
  ((await owner('clients.rotateSecret', { client_id: 'shop', overlap_seconds })) as { client_secret: string })
    .client_secret
const shop = async () => (await owner('clients.get', { client_id: 'shop' })) as ShownClient

describe('a secret that is changed with an overlap', () => {
  it('stays good beside the new one until its time has come', async () => {
    const next = await rotate(600)
    expect([await works(FIRST), await works(next)]).toEqual([true, true])
    server.clock.advance({ seconds: 600 })
    expect([await works(FIRST), await works(next)]).toEqual([false, true])
  })

  it('is refused at once without one', async () => {
    const next = await rotate()
    expect([await works(FIRST), await works(next)]).toEqual([false, true])
    expect((await shop()).otherSecrets).toEqual([])
  })

  it('can be looked at by its owner, and ended before its time', async () => {
    await rotate(600)
    const [old] = (await shop()).otherSecrets
    const named = { client_id: 'shop', id: old!.id }
    expect(await owner('clients.secret', named)).toEqual({ client_secret: FIRST })
    await owner('clients.endSecret', named)
    expect(await works(FIRST)).toBe(false)
    expect(await refusalOf(owner('clients.endSecret', named))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('one more secret', () => {
  it('is good beside the others, and never stands in a list', async () => {
    const made = (await owner('clients.addSecret', { client_id: 'shop' })) as { client_secret: string }
    expect([await works(FIRST), await works(made.client_secret)]).toEqual([true, true])
    const listed = JSON.stringify(await owner('clients.list', {}))
    expect(listed).not.toContain(made.client_secret)
    expect(listed).toContain('otherSecrets')
  })

  it('ends when it is told to, and must end in the future', async () => {
    const exp = server.clock.nowSeconds() + 60
    const made = (await owner('clients.addSecret', { client_id: 'shop', exp })) as { client_secret: string }
    server.clock.advance({ seconds: 60 })
    expect(await works(made.client_secret)).toBe(false)
    expect(await refusalOf(owner('clients.addSecret', { client_id: 'shop', exp }))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      issues: [{ path: ['exp'] }]
    })
  })

  it('is refused as an eleventh, and to a client without secrets', async () => {
    for (let count = 0; count < 10; count += 1) await owner('clients.addSecret', { client_id: 'shop' })
    for (const client_id of ['shop', 'spa'])
      expect(await refusalOf(owner('clients.addSecret', { client_id }))).toMatchObject({ status: 422 })
  })

  it('is nothing for other users', async () => {
    for (const procedure of ['clients.addSecret', 'clients.secret', 'clients.rotateSecret'])
      expect(await refusalOf(other(procedure, { client_id: 'shop' }))).toMatchObject({ status: 404 })
  })
})

describe('a change of the client', () => {
  it('can not bring secrets of its own choice beside the one', async () => {
    const change = {
      params: { client_id: 'shop' },
      body: { other_secrets: [{ id: 'x', client_secret: 'y' }] }
    }
    expect(await refusalOf(owner('clients.update', change))).toMatchObject({ status: 422 })
  })

  it('keeps them, and an export without secrets has none', async () => {
    const next = await rotate(600)
    await owner('clients.update', { params: { client_id: 'shop' }, body: { client_name: 'Shop' } })
    expect([await works(FIRST), await works(next)]).toEqual([true, true])
    const root = directCall(server, contextOf({ kind: 'local' }))
    const exported = JSON.stringify(await root('profile.export', { withoutSecrets: true }))
    expect(exported).toContain('"shop"')
    expect(exported).not.toContain(FIRST)
  })
})
