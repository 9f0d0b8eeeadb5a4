import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { LogoutDelivery, OutboxMessage } from '../../../src-main/model'
import { startLogoutReceiver, type LogoutReceiver } from '../../support/logout-receiver'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { startSmtp, type TestSmtp } from '../../support/smtp'
import { startCluster, type Cluster } from './cluster'

const MANY = 20
const LONG = { timeout: 60_000 }

describeWithPostgres('what three servers on one PostgreSQL have to deliver', (server) => {
  let cluster: Cluster
  let smtp: TestSmtp
  let receiver: LogoutReceiver

  beforeAll(async () => {
    smtp = await startSmtp()
    receiver = await startLogoutReceiver()
    cluster = await startCluster(await server().createDatabase(), {
      settings: { mail: { host: '127.0.0.1', port: smtp.port, security: 'none' } },
      users: [{ username: 'alice', sub: 'alice-sub' }],
      clients: [{ client_id: 'rp', client_secret: 'a secret', backchannel_logout_uri: receiver.uri }]
    })
  })
  beforeEach(async () => {
    const { store } = cluster.whole
    await store.outbox.removeWhere('status', 'sent')
    await store.logoutDeliveries.removeWhere('status', 'delivered')
  })
  afterAll(async () => {
    await cluster?.close()
    await smtp?.close()
    await receiver?.close()
  })

  const soon = () => cluster.whole.clock.nowSeconds() + 3600

  /** A message that waits in the outbox, as one does whose server ended. */
  async function queue(id: string, over: Partial<OutboxMessage> = {}): Promise<void> {
    const message = {
      id,
      to: `${id}@example.com`,
      subject: 'Hello',
      text: 'Hello',
      tries: 0,
      at: 0,
      exp: soon()
    }
    await cluster.whole.store.outbox.insert({ ...message, status: 'queued', ...over })
  }

  async function awaitLogout(id: string, over: Partial<LogoutDelivery> = {}): Promise<void> {
    const delivery = { id, client_id: 'rp', sub: 'alice-sub', sid: id, tries: 0, at: 0, exp: soon() }
    await cluster.whole.store.logoutDeliveries.insert({ ...delivery, status: 'waiting', ...over })
  }

  const recipients = () => smtp.delivered.flatMap(({ to }) => to)
  const resumeMails = () => Promise.all(cluster.servers.map(({ accounts }) => accounts.outbox.resume()))
  const resumeLogouts = () =>
    Promise.all(cluster.servers.map(({ protocol }) => protocol.signOut.resumeDeliveries()))

  it('is mailed once, however many of them take it up at once', async () => {
    const ids = Array.from({ length: MANY }, (_, number) => `mail-${number}`)
    await Promise.all(ids.map((id) => queue(id)))
    await Promise.all([resumeMails(), resumeMails()])
    const sent = async () =>
      (await cluster.whole.store.outbox.find('status', 'sent')).map(({ id }) => id).sort()
    await expect.poll(sent, LONG).toEqual([...ids].sort())
    expect(recipients().sort()).toEqual(ids.map((id) => `${id}@example.com`).sort())
  })

  it('is told to a client once, however many of them take it up at once', async () => {
    const ids = Array.from({ length: MANY }, (_, number) => `logout-${number}`)
    await Promise.all(ids.map((id) => awaitLogout(id)))
    await Promise.all([resumeLogouts(), resumeLogouts()])
    const told = async () => (await cluster.whole.store.logoutDeliveries.find('status', 'delivered')).length
    await expect.poll(told, LONG).toBe(MANY)
    expect(receiver.received).toHaveLength(MANY)
  })

  it('is left to the server that is at it, and taken up by others when that one has died', async () => {
    const dying = { holder: 'a server that died', until: cluster.whole.clock.nowMs() + 60_000 }
    await queue('left', { lease: dying })
    await awaitLogout('left', { lease: dying })
    await resumeMails()
    await resumeLogouts()
    expect(await cluster.whole.store.outbox.get('left')).toMatchObject({ status: 'queued', lease: dying })
    expect(await cluster.whole.store.logoutDeliveries.get('left')).toMatchObject({
      status: 'waiting',
      lease: dying
    })

    cluster.whole.clock.advance({ seconds: 61 })
    await resumeMails()
    await resumeLogouts()
    const message = async () => cluster.whole.store.outbox.get('left')
    await expect.poll(message, LONG).toMatchObject({ status: 'sent', tries: 1 })
    expect(await message()).not.toHaveProperty('lease')
    expect(recipients().filter((to) => to === 'left@example.com')).toHaveLength(1)
    const delivery = async () => (await cluster.whole.store.logoutDeliveries.get('left'))?.status
    await expect.poll(delivery, LONG).toBe('delivered')
  })

  it('waits for its next try with the server where it failed, and not with each of them', async () => {
    await smtp.close()
    await queue('waiting')
    await resumeMails()
    const message = () => cluster.whole.store.outbox.get('waiting')
    await expect.poll(message, LONG).toMatchObject({ status: 'queued', tries: 1 })
    await resumeMails()
    expect(await message()).toMatchObject({ status: 'queued', tries: 1 })
  })
})
