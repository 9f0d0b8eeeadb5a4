import { beforeEach, expect, it } from 'vitest'
import { patchSettings } from '../../../src-main/model'
import type { Store, StoreChange } from '../../../src-main/ports'
import { clientRecord, tokenRecord, userRecord } from '../records'
import { describeWithDatabase } from './shared'

const PARALLEL = 30
/** However busy the machine is. */
const PATIENT = { timeout: 20_000 }

/** The results of an action that every store is asked for many times at once. */
function allAtOnce<T>(stores: readonly Store[], action: (store: Store, number: number) => Promise<T>) {
  return Promise.allSettled(
    Array.from({ length: PARALLEL * stores.length }, (_, number) =>
      action(stores[number % stores.length]!, number)
    )
  )
}

describeWithDatabase('three servers on one PostgreSQL', (database) => {
  let stores: Store[]

  beforeEach(async () => {
    stores = [await database().open()]
    await stores[0]!.roles.insert({ name: 'user', description: '' })
    stores.push(...(await Promise.all([database().open(), database().open()])))
  })

  it('let one alone of many parallel inserts of a key win, as of the mark that an assertion was used', async () => {
    const mark = { id: 'jti', exp: 4_000_000_000 }
    const outcomes = await allAtOnce(stores, (store) => store.usedAssertions.insert(mark))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'exists' })
  })

  it('spend a code once, however many ask at how many servers', async () => {
    await stores[0]!.tokens.insert(tokenRecord('code', { scope: '' }))
    let spent = 0
    await allAtOnce(stores, async (store, number) => {
      let mine = false
      await store.tokens.update('code', (current) => {
        mine = current.scope === ''
        return mine ? { ...current, scope: `spent by ${number}` } : current
      })
      if (mine) spent += 1
    })
    expect(spent).toBe(1)
  })

  it('count every one of many parallel attempts', async () => {
    await allAtOnce(stores, (store) =>
      store.signInAttempts.upsert('alice', (current) => ({
        id: 'alice',
        count: (current?.count ?? 0) + 1,
        exp: 4_000_000_000
      }))
    )
    for (const store of stores)
      expect((await store.signInAttempts.get('alice'))?.count).toBe(PARALLEL * stores.length)
  })

  it('let one alone of many parallel removals find something', async () => {
    await stores[0]!.tokens.insert(tokenRecord('one'))
    const removed = await allAtOnce(stores, (store) => store.tokens.remove('one'))
    expect(removed.filter((outcome) => outcome.status === 'fulfilled' && outcome.value)).toHaveLength(1)
  })

  it('remove what stands under a value together, and count each record once', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, number) => stores[0]!.tokens.insert(tokenRecord(`t${number}`)))
    )
    const removed = await allAtOnce(stores, (store) => store.tokens.removeWhere('client_id', 'shop'))
    const counts = removed.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : NaN))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60)
  })

  it('lose none of many parallel changes of the configuration', async () => {
    await stores[0]!.clients.insert(clientRecord('shop', { client_id_issued_at: 0 }))
    await allAtOnce(stores, (store) =>
      store.clients.update('shop', (client) => ({
        ...client,
        client_id_issued_at: (client.client_id_issued_at ?? 0) + 1
      }))
    )
    await expect
      .poll(
        async () =>
          Promise.all(stores.map(async (store) => (await store.clients.get('shop'))?.client_id_issued_at)),
        PATIENT
      )
      .toEqual(stores.map(() => PARALLEL * stores.length))
  })

  it('let one alone decide on what none of them has yet', async () => {
    await allAtOnce(stores, (store, number) =>
      store.writeConfiguration((newest) =>
        newest.find('clients', 'owner', 'alice').length > 0
          ? {}
          : { clients: [clientRecord(`client-${number}`, { owner: 'alice' })] }
      )
    )
    for (const store of stores) expect(await store.clients.find('owner', 'alice')).toHaveLength(1)
  })

  it('know at once a client or a person that was registered at another server', async () => {
    for (let number = 0; number < 10; number += 1) {
      const [one, other] = [stores[number % 3]!, stores[(number + 1) % 3]!]
      await one.clients.insert(clientRecord(`client-${number}`))
      expect(await other.clients.get(`client-${number}`)).toBeDefined()
      await one.users.insert(userRecord(`user-${number}`))
      expect(await other.users.find('login', `user-${number}`)).toHaveLength(1)
    }
  })

  it('hear of every change that another server made, and act by it', async () => {
    const heard: StoreChange[] = []
    stores[1]!.subscribe((change) => void heard.push(change))
    await stores[0]!.settings.update((settings) => patchSettings(settings, { cors: { enabled: false } }))
    await expect.poll(async () => (await stores[1]!.settings.get()).cors.enabled, PATIENT).toBe(false)
    await stores[0]!.users.insert(userRecord('alice'))
    await stores[0]!.users.update('alice', (user) => ({ ...user, blocked: true }))
    await stores[0]!.users.remove('alice')
    await expect.poll(() => heard.at(-1), PATIENT).toEqual({ what: 'users', keys: ['alice'] })
    await expect.poll(() => stores[1]!.users.get('alice'), PATIENT).toBeUndefined()
    expect(heard[0]).toEqual({ what: 'settings' })
  })

  const clientsOf = async (store: Store) =>
    (await store.clients.list({ sort: { by: 'client_id' } })).items.map(({ client_id }) => client_id)
  const allHave = (clients: readonly string[]) =>
    expect.poll(() => Promise.all(stores.map(clientsOf)), PATIENT).toEqual(stores.map(() => clients))

  /** Keeps what the database holds now, as a dump of it does. */
  const dump = () =>
    database().query(
      `create table kept as select * from friendly_oauth2.configuration;
       create table kept_head as select * from friendly_oauth2.configuration_head`
    )

  it('take in what a database holds that was restored in place to an older version, and what is written after that', async () => {
    await stores[0]!.clients.insert(clientRecord('old'))
    await dump()
    await stores[0]!.clients.insert(clientRecord('too-young'))
    await stores[1]!.clients.remove('old')
    await allHave(['too-young'])
    await database().query(
      `delete from friendly_oauth2.configuration;
       insert into friendly_oauth2.configuration select * from kept;
       update friendly_oauth2.configuration_head set version = kept_head.version from kept_head`
    )
    await allHave(['old'])
    await stores[2]!.clients.insert(clientRecord('after'))
    await allHave(['after', 'old'])
  })

  it('tell a database that was restored in place from theirs where another server has brought it to the same version since', async () => {
    await dump()
    await stores[0]!.clients.insert(clientRecord('too-young'))
    await allHave(['too-young'])
    await database().query(
      `drop table friendly_oauth2.configuration_head;
       create table friendly_oauth2.configuration_head as select version + 1 as version, forgotten_version from kept_head;
       delete from friendly_oauth2.configuration;
       insert into friendly_oauth2.configuration select * from kept;
       insert into friendly_oauth2.configuration
         select 'clients', 'after', '${JSON.stringify(clientRecord('after'))}', false, version
         from friendly_oauth2.configuration_head`
    )
    await allHave(['after'])
    await stores[1]!.clients.insert(clientRecord('later'))
    await allHave(['after', 'later'])
  })

  it('keep what they know while a database is restored, and say that it can not be used', async () => {
    await stores[0]!.clients.insert(clientRecord('old'))
    await allHave(['old'])
    await dump()
    await database().query(
      `alter table friendly_oauth2.configuration_head rename to other;
       delete from friendly_oauth2.configuration`
    )
    await expect
      .poll(() => Promise.all(stores.map(async (store) => (await store.problem()) !== undefined)), PATIENT)
      .toEqual([true, true, true])
    await expect(stores[0]!.clients.insert(clientRecord('late'))).rejects.toMatchObject({
      code: 'unwritable'
    })
    await database().query(`create table friendly_oauth2.configuration_head as select * from kept_head`)
    await expect(stores[1]!.clients.insert(clientRecord('late'))).rejects.toMatchObject({
      code: 'unwritable'
    })
    await allHave(['old'])
    await database().query(`insert into friendly_oauth2.configuration select * from kept`)
    await expect
      .poll(() => Promise.all(stores.map(async (store) => store.problem())), PATIENT)
      .toEqual([undefined, undefined, undefined])
    await stores[2]!.clients.insert(clientRecord('young'))
    await allHave(['old', 'young'])
  })

  it('forget the rows of what went, and a server that was away for longer learns it all the same', async () => {
    const late = await database().openBehindProxy()
    await stores[0]!.clients.insert(clientRecord('going'))
    await expect.poll(() => late.store.clients.get('going'), PATIENT).toBeDefined()
    late.cut()
    await stores[0]!.clients.remove('going')
    await stores[0]!.clients.insert(clientRecord('coming'))
    await database().query(
      `delete from friendly_oauth2.configuration where gone;
       update friendly_oauth2.configuration_head set forgotten_version = version - 1`
    )
    late.mend()
    await expect.poll(() => late.store.problem(), PATIENT).toBeUndefined()
    await expect
      .poll(async () => (await late.store.clients.list()).items.map(({ client_id }) => client_id), PATIENT)
      .toEqual(['coming'])
  })
})
