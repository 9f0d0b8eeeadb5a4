import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutboxMessage } from '../../../src-main/model'
import { createServer } from '../../../src-main/server'
import { startSmtp, type SmtpOptions, type TestSmtp } from '../../support/smtp'
import { startServer, type TestServer } from '../../support/start-server'

const MESSAGE = { to: 'alice@example.com', subject: 'Hello', text: 'A secret code', code: '123456' }

let server: TestServer
let smtp: TestSmtp | undefined
/** What waits for its time, instead of on it. */
let waiting: { milliseconds: number; work: () => void }[]

beforeEach(async () => {
  server = await startServer({ users: [{ username: 'alice', password: 'alice in wonderland' }] })
  waiting = []
  server.system.scheduler.after = (milliseconds, work) => {
    waiting.push({ milliseconds, work })
    return () => undefined
  }
})
afterEach(async () => {
  await server.close()
  await smtp?.close()
  smtp = undefined
})

async function connect(options: SmtpOptions = {}): Promise<TestSmtp> {
  smtp = await startSmtp(options)
  await server.change({ mail: { host: '127.0.0.1', port: smtp.port } })
  return smtp
}

/** The next message that reaches this status. */
function reaches(status: OutboxMessage['status'], tries: number): Promise<OutboxMessage> {
  return new Promise((resolve) => {
    const leave = server.accounts.outbox.subscribe((message) => {
      if (message.status !== status || message.tries !== tries) return
      leave()
      resolve(message)
    })
  })
}

describe('a message', () => {
  it('is sent in the background where SMTP is set up', async () => {
    const { arrived } = await connect()
    const sent = reaches('sent', 1)
    expect(await server.accounts.outbox.post(MESSAGE)).toMatchObject({ status: 'queued' })
    expect(await arrived(1)).toMatchObject([{ to: [MESSAGE.to], from: 'no-reply@localhost' }])
    expect(await sent).toMatchObject({ subject: 'Hello', code: '123456' })
  })

  it('is tried again after 30 seconds, 2 minutes, 10 minutes and an hour, and then has failed', async () => {
    await connect()
    await smtp?.close()
    const waits: number[] = []
    let next = reaches('queued', 1)
    await server.accounts.outbox.post(MESSAGE)
    for (let tries = 1; tries <= 4; tries += 1) {
      expect((await next).problem).toContain('ECONNREFUSED')
      await expect.poll(() => waiting.length).toBe(1)
      const { milliseconds, work } = waiting.shift()!
      waits.push(milliseconds / 1000)
      next = tries < 4 ? reaches('queued', tries + 1) : reaches('failed', 5)
      work()
    }
    expect(await next).toMatchObject({ status: 'failed', tries: 5 })
    expect(waits).toEqual([30, 120, 600, 3600])
    expect(waiting).toEqual([])
  })

  it('goes out with a later try, and its problem is forgotten', async () => {
    const { port } = await connect()
    await smtp?.close()
    const failed = reaches('queued', 1)
    await server.accounts.outbox.post(MESSAGE)
    await failed
    await expect.poll(() => waiting.length).toBe(1)
    smtp = await startSmtp({ port })
    const sent = reaches('sent', 2)
    waiting.shift()?.work()
    expect(await sent).not.toHaveProperty('problem')
    expect(smtp.delivered).toHaveLength(1)
  })

  it('is not tried again where the server says never (RFC 5321 §4.2.1)', async () => {
    await connect({ refuse: () => ({ code: 550, words: 'No such mailbox' }) })
    const failed = reaches('failed', 1)
    await server.accounts.outbox.post(MESSAGE)
    expect((await failed).problem).toContain('550 No such mailbox')
    expect(waiting).toEqual([])
  })

  it('stays where it can be read when SMTP was switched off meanwhile', async () => {
    await connect({ refuse: () => ({ code: 451, words: 'Soon' }) })
    const queued = reaches('queued', 1)
    await server.accounts.outbox.post(MESSAGE)
    await queued
    await expect.poll(() => waiting.length).toBe(1)
    await server.change({ mail: { host: null } })
    const kept = reaches('kept', 1)
    waiting.shift()?.work()
    expect(await kept).toMatchObject({ code: '123456' })
  })

  it('that waited when the server ended is sent after the next start, once', async () => {
    const { port } = await connect()
    await smtp?.close()
    const queued = reaches('queued', 1)
    await server.accounts.outbox.post(MESSAGE)
    await queued
    smtp = await startSmtp({ port })
    const { system, store } = server
    const options = { port: 0, host: 'localhost', panel: false, defaultDurability: 'process' } as const
    const next = await createServer({ ...options, version: '0.0.0-test', store }, system)
    await next.start()
    await smtp.arrived(1)
    await expect.poll(async () => (await store.outbox.list()).items[0]?.status).toBe('sent')
    await next.stop()
    await next.start()
    waiting.shift()?.work()
    await expect.poll(async () => (await store.outbox.list()).items[0]?.status).toBe('sent')
    expect(smtp.delivered).toHaveLength(1)
    await next.stop()
  })

  it('never keeps anybody from signing in, nor shows its code in the log, while SMTP is down', async () => {
    await connect()
    await smtp?.close()
    await server.change({ accounts: { email_verification: true, forgot_password: true } })
    await server.store.users.update('alice', (alice) => ({ ...alice, email: MESSAGE.to }))
    const visitor = { browserId: 'a browser', ip: '192.0.2.1', userAgent: '' }
    const failed = reaches('queued', 1)
    const begun = await server.accounts.signIns.withPassword(
      { username: 'alice', password: 'alice in wonderland' },
      visitor
    )
    const { code } = await failed
    if (begun.outcome !== 'verify-email' || code === undefined) throw new Error(begun.outcome)
    expect(await server.accounts.signIns.withMailedCode(begun.step, code, visitor)).toMatchObject({
      outcome: 'signed-in'
    })
    expect(server.logged.join()).toContain('could not be handed to the SMTP server')
    expect(server.logged.join()).not.toContain(code)
    expect(server.logged.join()).not.toContain(MESSAGE.to)
  })
})
