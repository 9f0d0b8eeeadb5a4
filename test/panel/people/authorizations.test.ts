import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuthorizationsPerDay } from '../../../src-main/contract'
import { dayOf, type User } from '../../../src-main/model'
import { openJsonFileStore } from '../../../src-main/store'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { adminToken, contextOf, directCall, restCall } from '../../support/panel/panel-transports'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'a-client-secret'
const DAY = { seconds: 86_400 }
const BACK = 'http://localhost:3000/cb'

const PROFILE = {
  clients: [
    { client_id: 'robot', client_secret: SECRET, grant_types: ['client_credentials'], scope: 'admin' },
    {
      client_id: 'shop',
      client_name: 'Web shop',
      client_secret: SECRET,
      owner: 'alice',
      grant_types: ['client_credentials', 'authorization_code', 'implicit'],
      redirect_uris: [BACK],
      scope: 'openid'
    },
    { client_id: 'job', client_name: 'Night job', client_secret: SECRET, grant_types: ['client_credentials'] }
  ],
  users: [
    { username: 'alice', password: 'in wonderland' },
    { username: 'mo', roles: ['moderator'] }
  ]
} satisfies Parameters<typeof startServer>[0]

let server: TestServer
let call: PanelCall

beforeEach(async () => {
  server = await startServer(PROFILE)
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterEach(() => server.close())

async function token(client_id: string, secret = SECRET, to = server): Promise<number> {
  const response = await fetch(`${to.address}/oauth2/token`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${btoa(`${client_id}:${secret}`)}`,
      'Content-Type': 'application/x-www-form-urlencoded'
    },
    body: 'grant_type=client_credentials'
  })
  return response.status
}

const perDay = async (input: object = {}, by = call) =>
  (await by('authorizations.perDay', input)) as AuthorizationsPerDay

async function callAs(username: string): Promise<PanelCall> {
  return directCall(
    server,
    contextOf({ kind: 'user', user: (await server.store.users.get(username)) as User })
  )
}

describe('authorizations per day', () => {
  it('counts each success of the token endpoint on its day in UTC, and no refusal', async () => {
    await token('shop')
    await token('shop')
    server.clock.advance(DAY)
    await token('shop')
    await token('job')
    expect(await token('shop', 'wrong')).toBe(401)
    const { days, totals, items, total } = await perDay()
    expect(days).toHaveLength(7)
    expect(days.at(-1)).toBe(dayOf(server.clock.nowMs()))
    expect(totals).toEqual([0, 0, 0, 0, 0, 2, 2])
    expect(total).toBe(2)
    expect(items).toEqual([
      { client_id: 'shop', client_name: 'Web shop', owner: 'alice', counts: [0, 0, 0, 0, 0, 2, 1], total: 3 },
      { client_id: 'job', client_name: 'Night job', counts: [0, 0, 0, 0, 0, 0, 1], total: 1 }
    ])
  })

  it('counts an answer of the authorization endpoint that carries a token, but not one with a code alone', async () => {
    const browser = createPersonBrowser(server.address)
    const asked = { client_id: 'shop', redirect_uri: BACK, scope: 'openid', nonce: 'n', prompt: 'consent' }
    await browser.authorize({ ...asked, response_type: 'code' })
    await browser.signIn('alice', 'in wonderland')
    expect((await browser.allow()).location).toContain('code=')
    expect((await perDay()).totals.at(-1)).toBe(0)
    await browser.authorize({ ...asked, response_type: 'id_token' })
    expect((await browser.allow()).location).toContain('id_token=')
    expect((await perDay()).totals.at(-1)).toBe(1)
  })

  it('shows users their own clients alone, whatever they ask for, and moderators all', async () => {
    await token('shop')
    await token('job')
    const alice = await callAs('alice')
    expect((await perDay({}, alice)).items.map(({ client_id }) => client_id)).toEqual(['shop'])
    expect((await perDay({}, alice)).totals.at(-1)).toBe(1)
    expect(await perDay({ client_id: 'job' }, alice)).toMatchObject({ items: [], total: 0 })
    expect((await perDay({}, await callAs('mo'))).total).toBe(2)
    const nobody = directCall(server, contextOf({ kind: 'nobody' }))
    expect(await refusalOf(nobody('authorizations.perDay'))).toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('searches by name and id, keeps to a client or an owner, and answers page by page with the totals of all', async () => {
    await token('shop')
    await token('job')
    await token('job')
    const ids = async (input: object) => (await perDay(input)).items.map(({ client_id }) => client_id)
    expect(await ids({ search: 'WEB' })).toEqual(['shop'])
    expect(await ids({ client_id: 'job' })).toEqual(['job'])
    expect(await ids({ owner: 'alice' })).toEqual(['shop'])
    const second = await perDay({ offset: 1, limit: 1 })
    expect(second.items.map(({ client_id }) => client_id)).toEqual(['shop'])
    expect(second).toMatchObject({ total: 2 })
    expect(second.totals.at(-1)).toBe(3)
  })

  it('names the busiest clients and sums up the others where there are more than six', async () => {
    for (let index = 0; index < 8; index += 1)
      await server.store.authorizationCounts.insert({
        id: `count ${index}`,
        client_id: `gone-${index}`,
        month: dayOf(server.clock.nowMs()).slice(0, 7),
        days: Array.from({ length: 31 }, () => 10 - index),
        exp: server.clock.nowSeconds() + 100
      })
    const { leading, others, items } = await perDay()
    expect(leading.map(({ client_id }) => client_id)).toEqual([0, 1, 2, 3, 4].map((n) => `gone-${n}`))
    expect(others?.at(-1)).toBe(5 + 4 + 3)
    expect(items[0]!.client_name).toBeUndefined()
  })

  it('takes the ranges of the panel over REST and says which there are', async () => {
    await token('job')
    const rest = restCall(server, await adminToken(server, 'robot', SECRET))
    expect((await perDay({ days: 90 }, rest)).days).toHaveLength(90)
    expect(await refusalOf(rest('authorizations.perDay', { days: 8 }))).toMatchObject({
      status: 422,
      issues: [{ path: ['days'] }]
    })
  })
})

describe('counts of authorizations in a data folder', () => {
  it('are written at the end of the server at the latest, and are there after the next start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'authorizations-'))
    const { clock, random, log } = server.system
    const open = () => openJsonFileStore({ folder, clock, random, log, durability: () => 'process' })
    let store = await open()
    const first = await startServer({ ...PROFILE, withStore: () => store })
    await token('job', SECRET, first)
    await first.close()
    store = await open()
    const { items } = await store.authorizationCounts.list()
    expect(items).toMatchObject([{ client_id: 'job', month: dayOf(clock.nowMs()).slice(0, 7) }])
    // Whoever looks at a year still finds it.
    expect(items[0]!.exp).toBeGreaterThan(clock.nowSeconds() + 400 * 86_400)
    await store.close()
    await rm(folder, { recursive: true })
  })
})
