import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import {
  electronForTests,
  launchDesktop,
  removeFolders,
  type Desktop
} from '../support/desktop/launch-desktop'

const { isReal } = electronForTests()
let desktop: Desktop
let client: Awaited<ReturnType<typeof clientThrough>>

type Synced = typeof globalThis & { synced: number }
type Watched = typeof globalThis & { bodies: string[] }

beforeAll(async () => {
  desktop = await launchDesktop()
  client = await clientThrough(desktop.window)
  await client.server.start()
})
beforeEach(() =>
  desktop.app.evaluate(({ Notification }) => {
    const bodies: string[] = ((globalThis as Watched).bodies = [])
    Notification.prototype.show = function show(this: { body: string }) {
      bodies.push(this.body)
    }
  })
)
afterEach(() =>
  client.desktop.change({
    notifications: { server_stopped: false, sign_in_waiting: false, key_expires: false }
  })
)
afterAll(async () => {
  await desktop?.quit()
  removeFolders()
})

const told = () => desktop.app.evaluate(() => (globalThis as Watched).bodies)
const hideWindow = async () =>
  (await desktop.app.browserWindow(desktop.window)).evaluate((window) => window.hide())
const isVisible = async () =>
  (await desktop.app.browserWindow(desktop.window)).evaluate((window) => window.isVisible())

describe('a message of the operating system', () => {
  it('comes to nobody who didn’t ask for it', async () => {
    await hideWindow()
    await client.server.stop()
    await client.server.start()
    expect(await told()).toEqual([])
  })

  it('tells that the server has stopped, and leaves the window where it is', async () => {
    await client.desktop.change({ notifications: { server_stopped: true } })
    await hideWindow()
    await client.server.stop()
    await expect.poll(told).toEqual(['The server has stopped: nobody can sign in at it now'])
    expect(await isVisible()).toBe(false)
    await client.server.start()
  })

  it('tells once that somebody waits to sign in', async () => {
    await client.desktop.change({ notifications: { sign_in_waiting: true } })
    await hideWindow()
    const { client: made } = await client.clients.create({
      client_name: 'Shop',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['https://shop.example/callback']
    })
    const { issuer } = await client.server.state()
    const request = new URLSearchParams({
      response_type: 'code',
      client_id: made.client_id,
      redirect_uri: 'https://shop.example/callback',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256'
    })
    const answer = await fetch(`${issuer}/oauth2/authorize?${request}`, { redirect: 'manual' })
    const signIn = new URL(answer.headers.get('location') ?? '', issuer)
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0])
    for (const _ of [1, 2])
      expect((await fetch(signIn, { headers: { cookie: cookie.join('; ') } })).status).toBe(200)
    await expect.poll(told).toEqual([expect.stringContaining('waits for somebody to sign in')])
  })
})

/** What happens at the machine. */
const emit = (...events: string[]) =>
  desktop.app.evaluate(({ powerMonitor }, names) => names.forEach((name) => powerMonitor.emit(name)), events)

/** What is asked after the app began to look comes after it has looked. */
const hasLooked = () => client.server.overview()

/** Runs in the app: counts from now on how often the journal is handed to the disk itself. */
function watchDisk(): void {
  const files = process.getBuiltinModule('node:fs')
  const world = globalThis as Synced
  const { fdatasync } = files
  world.synced = 0
  files.fdatasync = Object.assign((...given: Parameters<typeof fdatasync>) => {
    world.synced += 1
    fdatasync(...given)
  }, fdatasync)
  process.getBuiltinModule('node:module').syncBuiltinESMExports()
}

describe.skipIf(isReal)('a machine that wakes', () => {
  it('tells once of a signing key that ended or ends soon while it slept', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const exp = Math.floor(Date.now() / 1000) + 3 * 86_400
    const ending = { ...privateKey.export({ format: 'jwk' }), kid: 'ending', alg: 'ES256', exp }
    await client.profile.import({
      version: 1,
      settings: { tokens: { signing_alg: 'ES256' } },
      keys: [ending]
    })
    await hideWindow()
    await emit('resume')
    await hasLooked()
    await client.desktop.change({ notifications: { key_expires: true } })
    expect(await told()).toEqual([])
    await emit('resume')
    await expect.poll(told).toEqual([expect.stringContaining('signing key')])
    await emit('resume')
    await hasLooked()
    expect(await told()).toHaveLength(1)
  })
})

describe.skipIf(isReal)('a machine that sleeps', () => {
  beforeAll(() => desktop.app.evaluate(watchDisk))
  const synced = () => desktop.app.evaluate(() => (globalThis as Synced).synced)

  it.each(['suspend', 'lock-screen'])(
    'has what was answered for on its disk before it does (%s)',
    async (event) => {
      const before = await synced()
      await emit(event)
      await expect.poll(synced).toBeGreaterThan(before)
    }
  )

  it('finds its server as it was when it wakes', async () => {
    await emit('suspend', 'lock-screen', 'resume')
    expect((await client.server.state()).status).toBe('running')
  })
})
