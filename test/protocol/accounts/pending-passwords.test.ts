import { afterEach, describe, expect, it } from 'vitest'
import { createServer, type FriendlyServer } from '../../../src-main/server'
import { createMemoryStore } from '../../../src-main/store'
import { createSystem } from '../../../src-main/system'
import { wholeProfile } from '../../support/whole-profile'

const clear = (person: number) => `password of person ${person}`
/** Stands for a bcrypt, which would take a minute for all of them. */
const hashOf = (password: string) => `$2b$10$${Buffer.from(password).toString('hex').padEnd(53, '0')}`

let server: FriendlyServer | undefined
afterEach(() => server?.close())

/** A server that was told so many passwords in clear, and how often it wrote people since. */
async function startWith(people: number, hash: (password: string) => Promise<string>) {
  const made = createSystem({ logLevel: 'silent' })
  const system = { ...made, hasher: { ...made.hasher, hash } }
  const store = createMemoryStore({ clock: system.clock })
  const users = Array.from({ length: people }, (_, at) => ({ username: `person-${at}`, password: clear(at) }))
  const options = { port: 0, host: 'localhost', panel: false, defaultDurability: 'process' } as const
  server = await createServer(
    { ...options, version: '0.0.0-test', store, profile: wholeProfile({ users }) },
    system
  )
  const writes: number[] = []
  store.subscribe(({ what, keys }) => {
    if (what === 'users') writes.push(keys?.length ?? 0)
  })
  const waiting = async () => {
    const { items } = await store.users.list()
    return items.filter(({ username, password }) => username.startsWith('person') && password !== undefined)
  }
  return { server, store, writes, waiting }
}

describe('passwords that a profile brought in clear', () => {
  it('are hashed all of them, and written a hundred times at most, since each write is one of everything', async () => {
    const { server, store, writes, waiting } = await startWith(250, async (password) => hashOf(password))
    expect(await waiting()).toHaveLength(250)
    expect(await server.hashPasswords()).toBe(true)
    expect(await waiting()).toEqual([])
    expect(await store.users.get('person-249')).toMatchObject({ password_hash: hashOf(clear(249)) })
    expect(writes.length).toBeLessThanOrEqual(100)
    expect(writes.reduce((sum, count) => sum + count, 0)).toBe(250)
  })

  it('are each written at once where there are few', async () => {
    const { server, writes } = await startWith(3, async (password) => hashOf(password))
    await server.hashPasswords()
    expect(writes).toEqual([1, 1, 1])
  })

  it('are written as far as they were hashed when the server stops', async () => {
    const hashed: string[] = []
    let stopped: Promise<void> | undefined
    const { waiting } = await startWith(250, async (password) => {
      hashed.push(password)
      if (password === clear(1)) stopped = server?.close()
      // Whoever stops has begun to, before the next one is hashed.
      await new Promise((resolve) => setImmediate(resolve))
      return hashOf(password)
    })
    await server?.hashPasswords()
    await stopped
    server = undefined
    expect(hashed.length).toBeLessThan(250)
    expect(await waiting()).toHaveLength(250 - hashed.length)
  })
})
