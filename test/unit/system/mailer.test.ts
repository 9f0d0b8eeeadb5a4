import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { MailError, type SmtpServer } from '../../../src-main/ports'
import { createMailer } from '../../../src-main/system/outgoing/mailer'
import { startSmtp, type SmtpOptions, type TestSmtp } from '../../support/smtp'

const MAIL = {
  to: 'alice@example.com',
  from: 'no-reply@example.com',
  subject: 'Привет',
  text: 'A text.\nÄ line.'
}
const ACCOUNT = { user: 'postman', password: 'rings twice' }

let smtp: TestSmtp | undefined
afterEach(async () => {
  await smtp?.close()
  smtp = undefined
})

async function send(more: Partial<SmtpServer>, options: SmtpOptions = {}): Promise<TestSmtp> {
  smtp = await startSmtp(options)
  const server = {
    host: '127.0.0.1',
    port: smtp.port,
    security: 'starttls',
    user: null,
    password: null
  } as const
  await createMailer().send({ ...server, ...more }, MAIL)
  return smtp
}

async function failureOf(sending: Promise<unknown>): Promise<MailError> {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason
  )
  if (error instanceof MailError) return error
  throw new Error('It was sent, or failed otherwise', { cause: error })
}

describe('the mailer', () => {
  it('hands a message over with its sender, its recipient, its subject and its text', async () => {
    const { delivered } = await send({ security: 'none' })
    expect(delivered).toMatchObject([{ from: MAIL.from, to: [MAIL.to], secure: false, user: undefined }])
    expect(delivered[0]?.raw).toContain(`=?UTF-8?B?${Buffer.from(MAIL.subject).toString('base64')}?=`)
    expect(delivered[0]?.raw).toMatch(/A text\.\r?\n=C3=84 line\./)
  })

  it('says that nobody need answer the message (RFC 3834 §5)', async () => {
    const { delivered } = await send({ security: 'none' })
    expect(delivered[0]?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m)
  })

  it('encrypts with STARTTLS where the server can (RFC 3207 §4)', async () => {
    expect((await send({})).delivered).toMatchObject([{ secure: true }])
  })

  it('goes on without STARTTLS where the server can not', async () => {
    expect((await send({}, { noStartTls: true })).delivered).toMatchObject([{ secure: false }])
  })

  it('does not use the STARTTLS that the server offers when it is told not to', async () => {
    expect((await send({ security: 'none' })).delivered).toMatchObject([{ secure: false }])
  })

  it('speaks TLS from the first byte when it is told to', async () => {
    expect((await send({ security: 'tls' }, { tls: true })).delivered).toMatchObject([{ secure: true }])
  })

  it('signs in with user and password', async () => {
    expect((await send(ACCOUNT, { account: ACCOUNT })).delivered).toMatchObject([{ user: 'postman' }])
  })

  it('repeats what the server says to a wrong password, and the password itself never', async () => {
    const wrong = { user: 'postman', password: 'no such password' }
    const error = await failureOf(send(wrong, { account: ACCOUNT }))
    expect(error).toMatchObject({ permanent: true })
    expect(error.message).toContain('535 The mailbox knows you not')
    expect(error.message).not.toContain('no such password')
  })

  it('takes a 5yz for the last word and a 4yz for one of the moment (RFC 5321 §4.2.1)', async () => {
    const never = await failureOf(send({}, { refuse: () => ({ code: 550, words: 'No such mailbox' }) }))
    expect(never).toMatchObject({ permanent: true, message: expect.stringContaining('550 No such mailbox') })
    await smtp?.close()
    const now = await failureOf(send({}, { refuse: () => ({ code: 451, words: 'Try again soon' }) }))
    expect(now).toMatchObject({ permanent: false, message: expect.stringContaining('451 Try again soon') })
  })

  it('names the network error where nobody listens', async () => {
    const gone = await startSmtp()
    await gone.close()
    const error = await failureOf(
      createMailer().send(
        { host: '127.0.0.1', port: gone.port, security: 'none', user: null, password: null },
        MAIL
      )
    )
    expect(error).toMatchObject({ permanent: false, message: expect.stringContaining('ECONNREFUSED') })
  })

  it('gives up on a server that says nothing after ten seconds', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const started = process.hrtime.bigint()
    const error = await failureOf(
      createMailer().send({ host: '127.0.0.1', port, security: 'none', user: null, password: null }, MAIL)
    )
    const seconds = Number(process.hrtime.bigint() - started) / 1e9
    silent.close()
    expect(error.permanent).toBe(false)
    expect(seconds).toBeGreaterThan(8)
    expect(seconds).toBeLessThan(15)
  })
})
