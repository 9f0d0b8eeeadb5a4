import { afterAll, beforeAll, expect, it } from 'vitest'
import { BUILT_IN_ROLES, type User } from '../../../src-main/model'
import type { PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { PASSWORD } from '../flow-world'
import { startCluster, type Cluster } from './cluster'

const PAIR = ['root', 'root2'] as const
const THREE = ['one', 'two', 'three'] as const
/** So often is tried what only a race can get wrong. */
const ROUNDS = 6

describeWithPostgres('three servers on one PostgreSQL, asked at the same moment', (server) => {
  let cluster: Cluster
  let panels: PanelCall[]

  beforeAll(async () => {
    cluster = await startCluster(await server().createDatabase(), {
      settings: { accounts: { deletion: true, registration: true, email_verification: false } },
      roles: [...BUILT_IN_ROLES],
      users: [...PAIR.map((username) => administrator(username)), ...THREE.map((username) => ({ username }))],
      clients: [{ client_id: 'shop', token_endpoint_auth_method: 'none' }]
    })
    panels = await Promise.all(
      cluster.servers.map(async (one) =>
        directCall({ panel: await one.panel() }, contextOf({ kind: 'local' }))
      )
    )
  })
  afterAll(() => cluster?.close())

  const call = (place: number, procedure: string, input: object) => panels[place]!(procedure, input)
  const users = () => cluster.servers[0]!.store.users

  /** Both administrators, as they were, with a client of their own each; every server knows of it. */
  async function withBoth(): Promise<void> {
    const { store } = cluster.servers[0]!
    const [client] = (await store.clients.list({ limit: 1 })).items
    await store.writeConfiguration({
      users: PAIR.map((username) => ({ ...administrator(username), blocked: false, claims: {} })),
      clients: PAIR.map((owner) => ({ ...client!, client_id: `of-${owner}`, owner }))
    })
    await knownEverywhere((store) => store.users.find('access', 'administrator'), PAIR.length)
    await knownEverywhere((store) => store.users.find('blocked', 'yes'), 0)
  }

  const knownEverywhere = (
    find: (store: Cluster['servers'][number]['store']) => unknown,
    count: number
  ): Promise<void> =>
    expect
      .poll(() =>
        Promise.all(cluster.servers.map(async ({ store }) => ((await find(store)) as unknown[]).length))
      )
      .toEqual(cluster.servers.map(() => count))

  const counted = async (tries: readonly Promise<unknown>[]) => {
    const outcomes = await Promise.allSettled(tries)
    return {
      done: outcomes.filter(({ status }) => status === 'fulfilled').length,
      refused: outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    }
  }

  it.each<[string, (username: string) => [string, object]]>([
    ['demote', (username) => ['users.update', { params: { username }, body: { roles: ['user'] } }]],
    ['block', (username) => ['users.block', { username }]],
    ['remove', (username) => ['users.remove', { username }]]
  ])('%s one of two administrators each, and leave one with everything that is theirs', async (_, deed) => {
    await withBoth()
    const { done, refused } = await counted(PAIR.map((username, place) => call(place, ...deed(username))))
    expect(done).toBe(1)
    expect(refused).toMatchObject([
      { code: 'FORBIDDEN', message: expect.stringMatching(/last administrator/) }
    ])
    const [left, ...others] = (await users().find('access', 'administrator')).filter(
      ({ blocked }) => !blocked
    )
    expect(others).toEqual([])
    expect(await cluster.servers[0]!.store.clients.get(`of-${left?.username}`)).toBeDefined()
  })

  it('let one of two administrators delete their own account, and leave the other one', async () => {
    await withBoth()
    const hash = await cluster.servers[0]!.accounts.hashPassword(PASSWORD)
    for (const username of PAIR)
      await users().update(username, (user): User => ({ ...user, password_hash: hash }))
    await expect
      .poll(async () => (await cluster.servers[1]!.store.users.get('root2'))?.password_hash)
      .toBe(hash)
    const outcomes = await Promise.all(
      PAIR.map((username, place) => cluster.servers[place]!.accounts.deleteAccount(username, PASSWORD))
    )
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['deleted', 'last_administrator'])
    expect(await users().find('access', 'administrator')).toHaveLength(1)
  })

  const OF_SEVERAL: [string, (place: number, email: string) => Promise<unknown>][] = [
    [
      'to people who have another one',
      (place, email) => call(place, 'users.update', { params: { username: THREE[place] }, body: { email } })
    ],
    [
      'to new people',
      (place, email) => call(place, 'users.create', { username: `${email} ${place}`, email })
    ],
    [
      'as the name of one and the address of another',
      (place, email) =>
        call(place, 'users.create', place ? { username: `${email} ${place}`, email } : { email })
    ],
    [
      'to who signs up and to who is made in the panel',
      async (place, email) => {
        if (place) return call(place, 'users.create', { username: `${email} ${place}`, email })
        const visitor = { browserId: 'a-browser', ip: '127.0.0.1', userAgent: 'a test', locale: 'en' }
        const request = { email, password: PASSWORD, confirm: PASSWORD }
        const { outcome } = await cluster.servers[place]!.accounts.signUps.signUp(request, visitor)
        if (outcome !== 'signed-in') throw new Error(outcome)
      }
    ]
  ]

  it.each(OF_SEVERAL)('give an address once: %s', async (name, give) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const email = `${name.replaceAll(' ', '-')}-${round}@example.com`
      const { done } = await counted(THREE.map((_, place) => give(place, email)))
      expect([done, (await users().find('login', email)).length]).toEqual([1, 1])
    }
  })

  it('give nobody a role that another of them removes', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const name = `role-${round}`
      await call(0, 'roles.create', { name })
      await expect.poll(() => cluster.servers[1]!.store.roles.get(name)).toBeDefined()
      await counted([
        call(1, 'users.create', { username: `holder-${round}`, roles: ['user', name], password: PASSWORD }),
        call(2, 'users.update', { params: { username: 'three' }, body: { roles: ['user', name] } }),
        call(0, 'roles.remove', { name, detach: true })
      ])
      await expect.poll(() => cluster.servers[1]!.store.roles.get(name)).toBeUndefined()
      expect(await cluster.servers[1]!.store.users.find('role', name)).toEqual([])
    }
  })
})

const administrator = (username: string) => ({
  username,
  sub: `sub-of-${username}`,
  roles: ['administrator']
})
