import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HIDDEN_SECRET } from '../../../src-main/contract'
import { accessLevelOf, type OutboxMessage, type User } from '../../../src-main/model'
import { StoreError, type Store } from '../../../src-main/ports'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { adminToken, contextOf, directCall, restCall } from '../../support/panel/panel-transports'
import { startSmtp } from '../../support/smtp'
import { startServer, type TestServer } from '../../support/start-server'

const ADDRESS = 'alice@example.com'
const SECRET = 'a-client-secret'
const NOBODY = { browserId: 'a browser', ip: '192.0.2.1', userAgent: '' }

let server: TestServer
let administrator: PanelCall
/** Whether the next message can't be kept. */
let insertFails: () => boolean
/** How often a message was looked up by its id. */
let lookedUp: number

const watched = (store: Store): Store => ({
  ...store,
  outbox: {
    ...store.outbox,
    get: (id) => ((lookedUp += 1), store.outbox.get(id)),
    async insert(message) {
      if (insertFails()) throw new StoreError('unwritable', 'the disk is full')
      await store.outbox.insert(message)
    }
  }
})

beforeEach(async () => {
  insertFails = () => false
  lookedUp = 0
  server = await startServer({
    withStore: watched,
    settings: { accounts: { forgot_password: true }, limits: { rate_limiting: false } },
    clients: [
      { client_id: 'robot', client_secret: SECRET, grant_types: ['client_credentials'], scope: 'admin' }
    ],
    users: [
      { username: 'alice', email: ADDRESS, password: 'alice in wonderland' },
      { username: 'moderator', roles: ['moderator'] }
    ]
  })
  administrator = directCall(server, contextOf({ kind: 'local' }))
})
afterEach(() => server.close())

/** Has a code mailed to alice. */
async function mailCode(): Promise<void> {
  server.clock.advance({ seconds: 1 })
  await server.accounts.forgottenPasswords.begin(ADDRESS, NOBODY)
}

async function callAs(username: string): Promise<PanelCall> {
  const user = (await server.store.users.get(username)) as User
  return directCall(server, contextOf({ kind: 'user', user }))
}

const list = async (input: object = {}) =>
  (await administrator('mail.list', input)) as { items: OutboxMessage[]; total: number }

describe('the outbox in the panel', () => {
  it('shows what was written, newest first, with the code to copy, where no SMTP is set up', async () => {
    await mailCode()
    await mailCode()
    const { items, total } = await list()
    expect(total).toBe(2)
    expect(items[0]!.at).toBeGreaterThan(items[1]!.at)
    expect(items[0]).toMatchObject({
      to: ADDRESS,
      status: 'kept',
      tries: 0,
      code: expect.stringMatching(/^\d{6}$/)
    })
    expect(items[0]!.text).toContain(items[0]!.code)
    expect(items[0]!.text).toContain(server.address)
    expect(await administrator('mail.get', { id: items[0]!.id })).toEqual(items[0])
  })

  it('finds by address, answers page by page, is cleared, and brought back', async () => {
    for (let count = 0; count < 3; count += 1) await mailCode()
    expect(await list({ search: 'ALICE', offset: 1, limit: 1 })).toMatchObject({
      total: 3,
      items: [{ to: ADDRESS }]
    })
    expect(await list({ search: 'bob' })).toEqual({ items: [], total: 0 })
    expect(await administrator('mail.clear')).toEqual({ removed: 3 })
    expect(await list()).toEqual({ items: [], total: 0 })
    expect(await refusalOf(administrator('mail.get', { id: 'gone' }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await administrator('mail.restore')).toEqual({ restored: 3 })
    expect(await list()).toMatchObject({ total: 3 })
    expect(await administrator('mail.restore')).toEqual({ restored: 0 })
  })

  it('brings back what was cleared also where somebody clears again, or the data could not be written at first', async () => {
    for (let count = 0; count < 3; count += 1) await mailCode()
    expect(await administrator('mail.clear')).toEqual({ removed: 3 })
    expect(await administrator('mail.clear')).toEqual({ removed: 0 })
    let refusals = [false, true]
    insertFails = () => refusals.shift() ?? false
    await refusalOf(administrator('mail.restore'))
    expect(await list()).toMatchObject({ total: 1 })
    refusals = []
    expect(await administrator('mail.restore')).toEqual({ restored: 2 })
    expect(await list()).toMatchObject({ total: 3 })
  })

  it.each(['after', 'before'])(
    'sends nothing again that was cleared while it was being sent, where that ends %s it is brought back',
    async (when) => {
      const gates: (() => void)[] = []
      const [begun, held] = [0, 1].map(
        (at) => new Promise<void>((resolve) => (gates[at] = () => resolve()))
      ) as [Promise<void>, Promise<void>]
      const smtp = await startSmtp({ hold: () => (gates[0]?.(), held) })
      await server.change({ mail: { host: '127.0.0.1', port: smtp.port } })
      await mailCode()
      await begun
      await administrator('mail.clear')
      lookedUp = 0
      if (when === 'after') await administrator('mail.restore')
      gates[1]?.()
      // The try is noted.
      await expect.poll(() => lookedUp).toBeGreaterThan(0)
      if (when === 'before') await administrator('mail.restore')
      await expect.poll(async () => (await list()).items[0]).toMatchObject({ status: 'sent', tries: 1 })
      await server.accounts.outbox.resume()
      expect(smtp.delivered).toHaveLength(1)
      await smtp.close()
    }
  )

  it('is for administrators alone, since a code in it opens an account', async () => {
    await mailCode()
    for (const name of ['moderator', 'alice']) {
      const call = await callAs(name)
      for (const [procedure, input] of [
        ['mail.list', {}],
        ['mail.get', { id: 'any' }],
        ['mail.sendTest', { to: ADDRESS }],
        ['mail.clear', undefined],
        ['mail.restore', undefined]
      ] as const)
        expect(await refusalOf(call(procedure, input))).toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(accessLevelOf(['moderator'])).toBe('moderator')
  })

  it('is served as REST under /mail', async () => {
    await mailCode()
    const call = restCall(server, await adminToken(server, 'robot', SECRET))
    const { items } = (await call('mail.list')) as { items: OutboxMessage[] }
    expect(await call('mail.get', { id: items[0]!.id })).toEqual(items[0])
    expect(await call('mail.sendTest', { to: ADDRESS })).toEqual({
      sent: false,
      problem: 'No SMTP server is set'
    })
    expect(await call('mail.clear')).toEqual({ removed: 2 })
  })

  it('keeps the latest 500 messages, for seven days', async () => {
    for (let count = 0; count < 503; count += 1)
      await server.accounts.outbox.post({ to: ADDRESS, subject: `Number ${count}`, text: '' })
    expect((await list({ limit: 1 })).total).toBe(500)
    server.clock.advance({ seconds: 7 * 86_400 })
    expect((await list()).total).toBe(0)
  })

  it('tells administrators of each message as it is written, and moderators nothing', async () => {
    const watch = async (call: PanelCall) =>
      (await call('live.watch')) as AsyncIterableIterator<{ type: string }>
    const told = await watch(administrator)
    const moderator = await watch(await callAs('moderator'))
    await told.next()
    await moderator.next()
    await mailCode()
    const { items } = await list()
    expect((await told.next()).value).toEqual({ type: 'mail', id: items[0]!.id, status: 'kept' })
    await server.change({ consent: 'skip' })
    expect((await moderator.next()).value).toMatchObject({ type: 'changed', what: 'settings' })
    await told.return?.()
    await moderator.return?.()
  })
})

describe('a test message', () => {
  it('goes out with the settings that are tried, and is kept', async () => {
    const smtp = await startSmtp({ account: { user: 'postman', password: 'rings twice' } })
    const settings = { host: '127.0.0.1', port: smtp.port, user: 'postman', password: 'rings twice' }
    const sent = await administrator('mail.sendTest', { to: 'me@example.com', settings })
    expect(sent).toEqual({ sent: true })
    expect(smtp.delivered).toMatchObject([
      { from: 'no-reply@localhost', to: ['me@example.com'], user: 'postman' }
    ])
    expect((await list()).items).toMatchObject([{ to: 'me@example.com', status: 'sent' }])
    expect((await server.store.settings.get()).mail.host).toBeNull()
    await smtp.close()
  })

  it('goes out with the stored settings, where a hidden password stands for the stored one', async () => {
    const smtp = await startSmtp({ account: { user: 'postman', password: 'rings twice' } })
    const stored = { host: '127.0.0.1', port: smtp.port, user: 'postman', password: 'rings twice' }
    await server.change({ mail: { ...stored, from: 'bear@example.com' } })
    expect(await administrator('mail.sendTest', { to: ADDRESS })).toEqual({ sent: true })
    const settings = { user: 'postman', password: HIDDEN_SECRET }
    expect(await administrator('mail.sendTest', { to: ADDRESS, settings })).toEqual({ sent: true })
    expect(smtp.delivered.map(({ from }) => from)).toEqual(['bear@example.com', 'bear@example.com'])
    await smtp.close()
  })

  it('answers with what the SMTP server said, and logs no password', async () => {
    const smtp = await startSmtp({ account: { user: 'postman', password: 'rings twice' } })
    const settings = { host: '127.0.0.1', port: smtp.port, user: 'postman', password: 'hunter-two' }
    const answer = (await administrator('mail.sendTest', { to: ADDRESS, settings })) as { problem: string }
    expect(answer).toMatchObject({ sent: false, problem: expect.stringContaining('535') })
    expect((await list()).items).toMatchObject([{ status: 'failed', problem: answer.problem }])
    expect(JSON.stringify([answer, server.logged])).not.toContain('hunter-two')
    await smtp.close()
  })

  it('names what is wrong with the address or the settings', async () => {
    const malformed = { to: 'nobody', settings: { port: 0 } }
    const { code, issues } = await refusalOf(administrator('mail.sendTest', malformed))
    expect(code).toBe('UNPROCESSABLE_CONTENT')
    expect(issues?.map(({ path }) => path.join('.')).sort()).toEqual(['settings.port', 'to'])
  })
})

describe('the password of the SMTP server', () => {
  it('is never shown, and stays as it is when its sign is sent back', async () => {
    await administrator('settings.update', { mail: { user: 'postman', password: 'rings twice' } })
    const moderator = await callAs('moderator')
    for (const call of [administrator, moderator])
      expect(await call('settings.get')).toMatchObject({ mail: { password: HIDDEN_SECRET } })
    const mail = { user: 'postwoman', password: HIDDEN_SECRET }
    const answer = await administrator('settings.update', { mail })
    expect(answer).toMatchObject({ mail })
    expect((await server.store.settings.get()).mail).toMatchObject({
      user: 'postwoman',
      password: 'rings twice'
    })
    await administrator('settings.update', { mail: { password: null } })
    expect((await server.store.settings.get()).mail.password).toBeNull()
    expect(await moderator('settings.get')).toMatchObject({ mail: { password: null } })
  })

  it('is as well kept as the secret of pairwise subjects, which the panel neither shows nor takes away', async () => {
    const pairwise_salt = 'a secret of more than thirty-two characters'
    await administrator('settings.update', { tokens: { pairwise_salt } })
    const shown = (await administrator('settings.get')) as { tokens: object }
    expect(shown).toMatchObject({ tokens: { pairwise_salt: null } })
    await administrator('settings.update', { tokens: shown.tokens })
    expect((await server.store.settings.get()).tokens.pairwise_salt).toBe(pairwise_salt)
  })
})
