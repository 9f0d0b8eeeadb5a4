import { afterEach, describe, expect, it } from 'vitest'
import type { Finding } from '../../../src-main/contract'
import type { User } from '../../../src-main/model'
import type { DatabaseState, Machine } from '../../../src-main/ports'
import { examine, type Situation } from '../../../src-main/panel'
import { refusalOf } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type StartOptions, type TestServer } from '../../support/start-server'

const NOW = Date.UTC(2026, 0, 15)
const DAY = 86_400_000

/** A set-up in which everything is as it should be. */
const SITUATION: Situation = {
  host: 'localhost',
  port: 9000,
  issuer: 'http://localhost:9000',
  isTls: false,
  isListening: true,
  clockOffsetMs: 0,
  data: { kind: 'json-file', folder: '/data' },
  mail: { host: null, port: 587, security: 'starttls', user: null, password: null } as Situation['mail']
}

/** A machine that has what it needs, and where nobody answers. */
const MACHINE: Machine = {
  portState: async () => ({ kind: 'free' }),
  isContainer: () => false,
  folderState: async () => ({ exists: true, isOpen: false, freeBytes: 1e12 }),
  restrictFolder: () => undefined,
  ask: async () => ({ kind: 'silence', reason: 'nothing listens there' }),
  greeting: async () => ({ kind: 'silence', reason: 'nobody listens there' }),
  trusts: () => undefined
}

async function findings(situation: Partial<Situation>, machine: Partial<Machine> = {}): Promise<string[]> {
  const found = await examine(
    { ...SITUATION, ...situation },
    { ...MACHINE, ...machine },
    { nowMs: () => NOW }
  )
  return found.map(({ id }) => id)
}

const discovery = (issuer: string, dateMs = NOW) => ({
  ask: async () => ({ kind: 'answer' as const, status: 200, body: JSON.stringify({ issuer }), dateMs })
})

describe('the doctor', () => {
  it.each<[string, string, Partial<Situation>, Partial<Machine>]>([
    [
      'nothing of ours',
      'port_taken',
      { isListening: false },
      { portState: async () => ({ kind: 'taken', holder: 'nginx (process 7)' }) }
    ],
    [
      'a system that keeps it',
      'port_refused',
      { isListening: false, port: 80 },
      { portState: async () => ({ kind: 'refused', reason: 'no' }) }
    ],
    ['nobody', 'port_free', { isListening: false }, {}]
  ])('says of a port that is held by %s: %s', async (_who, id, situation, machine) => {
    expect((await findings(situation, machine))[0]).toBe(id)
  })

  it('takes a port for its own where a server of that issuer answers', async () => {
    const taken: Partial<Machine> = { portState: async () => ({ kind: 'taken', holder: undefined }) }
    const of = (issuer: string) => findings({ isListening: false }, { ...taken, ...discovery(issuer) })
    expect((await of('http://localhost:9000'))[0]).toBe('port_listening')
    expect((await of('http://other.example'))[0]).toBe('port_taken')
  })

  it.each<[string, Partial<Situation>, Partial<Machine>, string]>([
    ['is the address', {}, {}, 'issuer_is_address'],
    ['is the address in other words', { issuer: 'http://127.0.0.1:9000' }, {}, 'issuer_is_address'],
    ['has the other scheme', { issuer: 'https://localhost:9000' }, {}, 'issuer_scheme'],
    [
      'leads here through a proxy',
      { issuer: 'https://id.example' },
      discovery('https://id.example'),
      'issuer_leads_here'
    ],
    [
      'leads to somebody else',
      { issuer: 'https://id.example' },
      discovery('https://else.example'),
      'issuer_elsewhere'
    ],
    ['leads nowhere', { issuer: 'https://id.example' }, {}, 'issuer_silent'],
    [
      'can not be told before the start',
      { issuer: 'https://id.example', isListening: false },
      {},
      'issuer_own'
    ]
  ])('says of an issuer that it %s', async (_what, situation, machine, id) => {
    expect(await findings(situation, machine)).toContain(id)
  })

  it.each<[string, Partial<Situation>, boolean, string]>([
    ['of this machine alone', {}, false, 'container_apart'],
    ['of a container that listens to itself', {}, true, 'container_closed'],
    [
      'of a container that listens to all',
      { host: '0.0.0.0', issuer: 'http://auth:9000' },
      true,
      'container_reached'
    ],
    ['of a name, behind a listener on loopback', { issuer: 'http://auth:9000' }, false, 'container_unheard'],
    [
      'of a name that all reach',
      { host: '0.0.0.0', issuer: 'http://host.docker.internal:9000' },
      false,
      'container_reached'
    ]
  ])('tells from where the issuer %s is reached', async (_what, situation, inContainer, id) => {
    expect(await findings(situation, { isContainer: () => inContainer })).toContain(id)
  })

  const authority = { pem: 'PEM', fingerprint: 'AA', validTo: NOW + 1000 * DAY }
  const served = {
    source: 'local',
    file: '/c',
    names: 'localhost',
    issuer: 'CN=x',
    validTo: NOW + 60 * DAY,
    uncovered: [],
    authority
  } as const
  it.each<[string, object, boolean | undefined, string[]]>([
    ['lasts', {}, undefined, ['certificate_valid']],
    ['lasts and is trusted', {}, true, ['certificate_valid', 'authority_trusted']],
    ['lasts and is not trusted here', {}, false, ['certificate_valid', 'authority_unknown']],
    ['ends in 29 days', { validTo: NOW + 29 * DAY }, undefined, ['local_certificate_ends']],
    [
      'ends in 29 days and is a file of one’s own',
      { source: 'files', authority: undefined, validTo: NOW + 29 * DAY },
      undefined,
      ['certificate_ends']
    ],
    ['ends in 31 days', { validTo: NOW + 31 * DAY }, undefined, ['certificate_valid']],
    ['lacks a name', { uncovered: ['a.example.com'] }, undefined, ['certificate_lacks']],
    [
      'comes from an authority that ends',
      { authority: { ...authority, validTo: NOW + DAY } },
      undefined,
      ['authority_ends']
    ]
  ])('says of a certificate that it %s', async (_what, more, isTrusted, ids) => {
    const issuer = 'https://localhost:9000'
    const certificate = {
      ...served,
      ...more,
      uncovered: [...((more as { uncovered?: string[] }).uncovered ?? [])]
    }
    const found = await findings({ isTls: true, issuer, certificate }, { trusts: () => isTrusted })
    expect(found.filter((id) => /^(local_)?(certificate|authority)/.test(id))).toEqual(ids)
  })

  it('finds a clock that was moved, and one that differs from a server that runs', async () => {
    expect(await findings({ clockOffsetMs: -60_000 })).toContain('clock_moved')
    const other = (ms: number) =>
      findings(
        { isListening: false },
        {
          portState: async () => ({ kind: 'taken', holder: undefined }),
          ...discovery('http://localhost:9000', NOW + ms)
        }
      )
    expect(await other(60_000)).toContain('clock_differs')
    expect(await other(2_000)).toContain('clock_right')
  })

  it('finds a data folder that is full, shut, or open in a process that does not listen here', async () => {
    const folderState = (more: object) => ({
      folderState: async () => ({ exists: true, isOpen: false, ...more })
    })
    expect(await findings({}, folderState({ freeBytes: 1024 }))).toContain('data_nearly_full')
    expect(await findings({}, folderState({ problem: 'permission is denied' }))).toContain('data_unwritable')
    const data = { kind: 'json-file', folder: '/data', heldBy: 7 } as const
    expect(await findings({ isListening: false, data })).toContain('data_in_use')
    expect(await findings({ data })).toContain('data_good')
  })

  it('asks a database where there is one', async () => {
    const answer = {
      kind: 'answer',
      version: 2,
      newestVersion: 2,
      milliseconds: 1,
      clockOffsetMs: 0,
      isReadOnly: false,
      mayWrite: true
    } as const
    const ofDatabase = async (state: DatabaseState) =>
      (await findings({ database: async () => state })).filter((id) => id.startsWith('database'))
    expect(await ofDatabase(answer)).toEqual(['database_answers'])
    expect(await ofDatabase({ kind: 'silence', why: 'refused', said: 'no', reason: 'it is down' })).toEqual([
      'database_silent'
    ])
    expect(await ofDatabase({ ...answer, version: 0 })).toEqual(['database_to_come'])
    expect(await ofDatabase({ ...answer, version: 1 })).toEqual(['database_older'])
    expect(await ofDatabase({ ...answer, version: 3 })).toEqual(['database_newer'])
    expect(await ofDatabase({ ...answer, damage: 'settings.x: is not known' })).toEqual(['database_damaged'])
    expect(
      await ofDatabase({ ...answer, isReadOnly: true, milliseconds: 500, clockOffsetMs: -60_000 })
    ).toEqual(['database_read_only', 'database_slow', 'database_clock'])
    expect((await findings({})).filter((id) => id.startsWith('database'))).toEqual([])
  })
})

describe('the panel', () => {
  let server: TestServer
  afterEach(() => server.close())
  const start = async (options: StartOptions = {}) => (server = await startServer(options))
  const call = () => directCall(server, contextOf({ kind: 'local' }))
  const found = async () => (await call()('server.examine')) as Finding[]

  it('examines the server that it belongs to, and tells moderators and above', async () => {
    await start({
      users: [
        { username: 'mo', roles: ['moderator'] },
        { username: 'alice', roles: ['user'] }
      ]
    })
    const as = async (name: string) =>
      directCall(server, contextOf({ kind: 'user', user: (await server.store.users.get(name)) as User }))
    const [port, issuer] = (await (await as('mo'))('server.examine')) as Finding[]
    expect([port?.id, issuer?.id]).toEqual(['port_listening', 'issuer_is_address'])
    expect(await refusalOf((await as('alice'))('server.examine'))).toMatchObject({ code: 'FORBIDDEN' })
    const mend = (await as('mo'))('server.repair', { repair: 'follow_address' })
    expect(await refusalOf(mend)).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('lets the issuer follow the address again', async () => {
    await start()
    await server.change({ issuer: `https://localhost:${server.port}` })
    const [finding] = (await found()).filter(({ check }) => check === 'issuer')
    expect(finding).toMatchObject({ id: 'issuer_scheme', repair: 'follow_address' })
    await call()('server.repair', { repair: finding!.repair })
    expect((await found()).map(({ id }) => id)).toContain('issuer_is_address')
  })

  it('tells of a clock that somebody moved', async () => {
    await start()
    server.system.clock.advance(3_600_000)
    expect((await found()).find(({ check }) => check === 'clock')).toMatchObject({
      id: 'clock_moved',
      values: { seconds: '3600' }
    })
  })

  it('has no certificate to renew over plain HTTP', async () => {
    await start()
    for (const repair of ['renew_certificate', 'renew_authority'])
      expect(await refusalOf(call()('server.repair', { repair }))).toMatchObject({ code: 'CONFLICT' })
  })

  it('has no folder to close where the data is in memory', async () => {
    await start()
    expect(await refusalOf(call()('server.repair', { repair: 'restrict_folder' }))).toMatchObject({
      code: 'NOT_FOUND'
    })
  })
})
