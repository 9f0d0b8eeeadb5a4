import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LiveEvent, Overview } from '../../../src-main/contract'
import { FAULT_KINDS, type ArmedFault, type User } from '../../../src-main/model'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { adminToken, contextOf, directCall, restCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'a-very-secret-secret'
let server: TestServer
let call: PanelCall

beforeEach(async () => {
  server = await startServer({
    clients: [
      { client_id: 'ci', client_secret: SECRET, grant_types: ['client_credentials'], scope: 'admin' }
    ],
    users: [
      { username: 'moderator', roles: ['moderator'] },
      { username: 'alice', roles: ['user'] }
    ]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterEach(() => server.close())

const listed = async (from = call) => ((await from('faults.list')) as { items: ArmedFault[] }).items
async function callOf(username: string): Promise<PanelCall> {
  const user = (await server.store.users.get(username)) as User
  return directCall(server, contextOf({ kind: 'user', user }))
}

describe('Faults in the panel', () => {
  it.each(FAULT_KINDS)(
    '%s is armed once and for a quarter of an hour, unless somebody says otherwise',
    async (kind) => {
      const fault = (await call('faults.arm', { kind })) as ArmedFault
      expect(fault).toMatchObject({ kind, uses_left: 1, until: server.clock.nowMs() + 900_000 })
      expect(await listed()).toEqual([fault])
    }
  )

  it('are armed by an administrator, seen by a moderator, and nobody else’s', async () => {
    const { id } = (await call('faults.arm', { kind: 'http_500' })) as ArmedFault
    const [moderator, alice] = [await callOf('moderator'), await callOf('alice')]
    expect(await listed(moderator)).toHaveLength(1)
    expect(await refusalOf(alice('faults.list'))).toMatchObject({ code: 'FORBIDDEN' })
    for (const [procedure, input] of [
      ['faults.arm', { kind: 'delay' }],
      ['faults.disarm', { id }],
      ['faults.disarmAll', undefined]
    ] as const)
      expect(await refusalOf(moderator(procedure, input))).toMatchObject({ code: 'FORBIDDEN' })
    expect(await listed()).toHaveLength(1)
  })

  it.each([
    ['a kind that there is not', { kind: 'explode' }, 'kind'],
    ['a client that there is not', { kind: 'delay', client_id: 'nobody' }, 'client_id'],
    ['a client of the key set', { kind: 'jwks_unavailable', client_id: 'ci' }, 'client_id'],
    ['a number that belongs to another kind', { kind: 'http_500', delay_ms: 5 }, 'delay_ms'],
    ['more than a day', { kind: 'delay', lasts_seconds: 90_000 }, 'lasts_seconds'],
    ['no use at all', { kind: 'delay', uses: 0 }, 'uses']
  ])('refuse %s', async (_what, fault, field) => {
    const { code, issues } = await refusalOf(call('faults.arm', fault))
    expect(code).toBe('UNPROCESSABLE_CONTENT')
    expect(issues?.map(({ path }) => path[0])).toEqual([field])
    expect(await listed()).toEqual([])
  })

  it('are switched off one by one or all at once, and are told of in the audit trail', async () => {
    const { id } = (await call('faults.arm', { kind: 'delay' })) as ArmedFault
    await call('faults.arm', { kind: 'http_503', client_id: 'ci' })
    await call('faults.arm', { kind: 'http_500' })
    await call('faults.disarm', { id })
    expect(await refusalOf(call('faults.disarm', { id }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await call('faults.disarmAll')).toEqual({ count: 2 })
    expect(await listed()).toEqual([])
    const { items } = (await call('audit.list', {})) as { items: { event: string; client_id?: string }[] }
    expect(items.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['faults.arm', 'faults.disarm', 'faults.disarmAll'])
    )
    expect(items.some(({ client_id }) => client_id === 'ci')).toBe(true)
  })

  it('are there for automation, and strike it like everybody', async () => {
    const rest = restCall(server, await adminToken(server, 'ci', SECRET))
    await rest('faults.arm', { kind: 'http_500', client_id: 'ci' })
    await expect(adminToken(server, 'ci', SECRET)).rejects.toThrow('500')
    expect(await listed(rest)).toEqual([])
  })

  it('stand on the dashboard’s attention list while they are armed', async () => {
    const attention = async () => ((await call('server.overview')) as Overview).attention
    await call('faults.arm', { kind: 'wrong_iss' })
    expect(await attention()).toContainEqual({ id: 'faults_active', values: { kinds: 'wrong_iss' } })
    await call('faults.disarmAll')
    expect((await attention()).map(({ id }) => id)).not.toContain('faults_active')
  })

  it('are told of live to whoever may see them', async () => {
    const events = async (from: PanelCall) => (await from('live.watch')) as AsyncIterableIterator<LiveEvent>
    const moderator = await events(await callOf('moderator'))
    await moderator.next()
    await call('faults.arm', { kind: 'delay' })
    expect((await moderator.next()).value).toMatchObject({ type: 'changed', what: 'faults' })
    await moderator.return?.()
  })
})
