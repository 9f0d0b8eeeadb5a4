import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findFreePort } from '../support/free-port'
import type { PersonBrowser } from '../support/browser/person-browser'
import {
  CALLBACK,
  createKilledServer,
  PASSWORD,
  signedInBrowser,
  takeCode,
  type KilledServer
} from './killed-server'

const ROUNDS = 4

/** What was acknowledged, and what was asked for and may have happened. */
interface Ledger {
  readonly tokens: Set<string>
  readonly revoking: Set<string>
  readonly revoked: Set<string>
  /** Codes that were redeemed, with the refresh token that came of each. */
  readonly redeemed: Map<string, string>
  /** Refresh tokens that were used. */
  readonly spent: Set<string>
  readonly clients: Set<string>
  name: { readonly acknowledged: number; readonly asked: number }
}

const emptyLedger = (): Ledger => ({
  tokens: new Set(),
  revoking: new Set(),
  revoked: new Set(),
  redeemed: new Map(),
  spent: new Set(),
  clients: new Set(),
  name: { acknowledged: 0, asked: 0 }
})

describe.skipIf(process.platform === 'win32')(
  'a server that is killed at any moment while clients are at it',
  () => {
    let folder: string
    let server: KilledServer
    let ledger: Ledger
    let browser: PersonBrowser

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-killed-'))
      server = createKilledServer(join(folder, 'data'), await findFreePort())
      ledger = emptyLedger()
    })
    afterEach(async () => {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    })

    async function begin(durability: 'process' | 'power'): Promise<void> {
      const profile = {
        version: 1,
        settings: { durability, limits: { rate_limiting: false } },
        users: [{ username: 'alice', sub: 'alice-sub', password: PASSWORD }],
        clients: [
          {
            client_id: 'service',
            client_secret: 'a-secret',
            skip_consent: true,
            scope: 'admin openid offline_access',
            redirect_uris: [CALLBACK],
            grant_types: ['client_credentials', 'authorization_code', 'refresh_token']
          }
        ]
      }
      await writeFile(join(folder, 'profile.json'), JSON.stringify(profile))
      await server.start('--profile', join(folder, 'profile.json'))
      browser = await signedInBrowser(server.address)
    }

    async function issueAndRevoke(number: number): Promise<void> {
      const { status, json } = await server.form('/oauth2/token', { grant_type: 'client_credentials' })
      if (status !== 200) return
      const token = String(json.access_token)
      ledger.tokens.add(token)
      if (number % 2 === 0) return
      ledger.revoking.add(token)
      if ((await server.form('/oauth2/revoke', { token })).status === 200) ledger.revoked.add(token)
    }

    async function redeemAndRefresh(): Promise<void> {
      const code = await takeCode(browser)
      const fields = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK }
      const { status, json } = await server.form('/oauth2/token', fields)
      if (status !== 200) return
      const first = String(json.refresh_token)
      ledger.redeemed.set(code, first)
      const refreshed = await server.form('/oauth2/token', {
        grant_type: 'refresh_token',
        refresh_token: first
      })
      if (refreshed.status === 200) ledger.spent.add(first)
    }

    async function makeClient(number: number): Promise<void> {
      const client_id = `made-${ledger.clients.size}-${number}`
      const { status } = await server.admin('POST', '/clients', { client_id, client_name: 'Made' })
      if (status === 201) ledger.clients.add(client_id)
    }

    async function renameAlice(): Promise<void> {
      const asked = ledger.name.asked + 1
      ledger.name = { ...ledger.name, asked }
      const { status } = await server.admin('PATCH', '/users/alice', { name: `Alice ${asked}` })
      if (status === 200) ledger.name = { acknowledged: asked, asked }
    }

    /** Clients that go on until the server is gone. */
    function work(): Promise<unknown> {
      const worker = async (act: (number: number) => Promise<void>) => {
        try {
          for (let number = 0; ; number += 1) await act(number)
        } catch (error) {
          // The connection broke: whatever was asked for last may have happened or not.
          if (!(error instanceof TypeError)) throw error
        }
      }
      return Promise.all([
        ...Array.from({ length: 6 }, () => worker(issueAndRevoke)),
        worker(redeemAndRefresh),
        worker(makeClient),
        worker(renameAlice)
      ])
    }

    const amounts = () => [
      ledger.revoked.size,
      ledger.redeemed.size,
      ledger.spent.size,
      ledger.clients.size,
      ledger.name.acknowledged
    ]

    /** Resolves when something of every kind was acknowledged since this was called. */
    async function eachWasAtIt(): Promise<void> {
      const before = amounts()
      const grown = () => amounts().every((amount, place) => amount > before[place]!)
      await expect.poll(grown, { timeout: 60_000, interval: 20 }).toBe(true)
    }

    const isActive = async (token: string) => (await server.form('/oauth2/introspect', { token })).json.active

    async function expectKept(): Promise<void> {
      const lost: string[] = []
      for (const token of ledger.tokens)
        if (!ledger.revoking.has(token) && !(await isActive(token))) lost.push(token)
      expect(lost, 'tokens that were issued and are unknown').toEqual([])
      const risen: string[] = []
      for (const token of ledger.revoked) if (await isActive(token)) risen.push(token)
      expect(risen, 'tokens that were revoked and are alive').toEqual([])
      for (const client_id of ledger.clients)
        expect(await server.admin('GET', `/clients/${client_id}`)).toMatchObject({ status: 200 })
      await expectName()
      expect(await takeCode(browser), 'the session goes on').not.toBe('')
    }

    /** Of what was asked for last one may be in force that was not acknowledged, and nothing older than what was. */
    async function expectName(): Promise<void> {
      const { json } = await server.admin('GET', '/users/alice')
      const number = Number(/^Alice (\d+)$/.exec(String(json.name))?.[1] ?? 0)
      expect(number).toBeGreaterThanOrEqual(ledger.name.acknowledged)
      expect(number).toBeLessThanOrEqual(ledger.name.asked)
    }

    /** What comes twice is refused, and was not forgotten; it ends what it belonged to, so it is looked at last. */
    async function expectSpent(): Promise<void> {
      for (const [code, refresh_token] of ledger.redeemed) {
        const used = ledger.spent.has(refresh_token)
        const fields: Record<string, string> = used
          ? { grant_type: 'refresh_token', refresh_token }
          : { grant_type: 'authorization_code', code, redirect_uri: CALLBACK }
        const { status, json } = await server.form('/oauth2/token', fields)
        expect([status, json.error]).toEqual([400, 'invalid_grant'])
      }
    }

    it.each(['process', 'power'] as const)(
      'has everything that it acknowledged, and what was spent stays spent (durability: %s)',
      async (durability) => {
        await begin(durability)
        for (let round = 0; round < ROUNDS; round += 1) {
          const worked = work()
          await eachWasAtIt()
          await pause(Math.random() * 300)
          await server.kill()
          await worked
          // In start-up too.
          await server.startAndKill(100 + Math.random() * 900)
          await server.start()
          await expectKept()
        }
        await expectSpent()
        expect(await server.stop()).toBe(0)
      },
      300_000
    )
  }
)
