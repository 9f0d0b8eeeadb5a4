import { afterEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src-main/panel'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
afterEach(() => server?.close())

interface ImportEvent {
  type: string
  stage: 'comparing' | 'preparing' | 'writing' | 'done'
  done: number
  total: number
}

const LOCAL: Actor = { kind: 'local' }
const person = (username: string): Actor => ({
  kind: 'user',
  user: { username, sub: username, roles: ['administrator'], blocked: false, claims: {} }
})
const documentOf = (count: number) => ({
  version: 1,
  roles: [{ name: 'tester' }],
  users: Array.from({ length: count }, (_, at) => ({ username: `user-${at}`, roles: ['tester'] }))
})
const callAs = (actor: Actor) => directCall(server, contextOf(actor))

/** A server on which reading a user takes a millisecond. */
async function startSlow(): Promise<void> {
  server = await startServer({
    withStore: (store) => ({
      ...store,
      users: {
        ...store.users,
        get: (username) => {
          server?.clock.advance({ ms: 1 })
          return store.users.get(username)
        }
      }
    })
  })
}

/** What somebody hears of an import, until somebody's client is made. */
async function heard(actor: Actor, during: () => Promise<unknown>): Promise<ImportEvent[]> {
  const events = (await callAs(actor)('live.watch')) as AsyncIterableIterator<ImportEvent & { what?: string }>
  const heardOnes: ImportEvent[] = []
  const reading = (async () => {
    for await (const event of events) {
      if (event.type === 'import') heardOnes.push(event)
      if (event.what === 'clients') return
    }
  })()
  await during()
  await callAs(LOCAL)('clients.create', { client_id: 'the-last', client_name: 'The last' })
  await reading
  return heardOnes
}

describe('An import', () => {
  it('tells how many of its records are prepared, until all are written', async () => {
    await startSlow()
    const events = await heard(LOCAL, () => callAs(LOCAL)('profile.import', documentOf(3000)))
    const [first, ...rest] = events
    expect(first).toEqual({ type: 'import', stage: 'preparing', done: 0, total: 3001 })
    const counts = rest.filter(({ stage }) => stage === 'preparing').map(({ done }) => done)
    expect(counts.length).toBeGreaterThan(5)
    expect(counts).toEqual([...new Set(counts)].sort((one, other) => one - other))
    expect(events.slice(-2)).toEqual([
      { type: 'import', stage: 'writing', done: 3001, total: 3001 },
      { type: 'import', stage: 'done', done: 3001, total: 3001 }
    ])
  })

  it('tells before it how many of its records are compared with what is there', async () => {
    await startSlow()
    const events = await heard(LOCAL, () => callAs(LOCAL)('profile.compare', documentOf(3000)))
    const comparing = events.filter(({ stage }) => stage === 'comparing')
    expect(comparing[0]).toEqual({ type: 'import', stage: 'comparing', done: 0, total: 3001 })
    expect(new Set(comparing.map(({ done }) => done)).size).toBeGreaterThan(5)
    expect(events.at(-1)).toMatchObject({ stage: 'done', total: 3001 })
    expect(events.filter(({ stage }) => stage === 'preparing' || stage === 'writing')).toEqual([])
  })

  it('tells ten counts a second at most, however many records there are', async () => {
    server = await startServer()
    const events = await heard(LOCAL, () => callAs(LOCAL)('profile.import', documentOf(3000)))
    expect(events.map(({ stage }) => stage)).toEqual(['preparing', 'writing', 'done'])
  })

  it('tells nothing of a profile with faults, of which nothing is written', async () => {
    server = await startServer()
    const events = await heard(LOCAL, () =>
      callAs(LOCAL)('profile.import', { version: 1, users: [{}] }).catch(() => undefined)
    )
    expect(events).toEqual([])
  })

  it('tells whoever imports, and no other administrator', async () => {
    server = await startServer()
    const importing = () => callAs(person('ada'))('profile.import', documentOf(1))
    expect(await heard(person('bob'), importing)).toEqual([])
    const again = () => callAs(person('ada'))('profile.import', documentOf(2))
    await callAs(LOCAL)('clients.remove', { client_id: 'the-last' })
    expect((await heard(person('ada'), again)).at(-1)).toMatchObject({ stage: 'done', done: 3, total: 3 })
  })
})
