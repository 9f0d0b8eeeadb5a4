import { describe, expect, it } from 'vitest'
import { createLog, type LogFormat } from '../../../src-main/system/log/log'
import { createTestClock } from '../../support/clock'

function logTo(format: LogFormat) {
  const lines: string[] = []
  const log = createLog({
    level: 'debug',
    format,
    clock: createTestClock(),
    write: (line) => lines.push(line)
  })
  return { log, lines, entry: () => JSON.parse(lines[0]!) as Record<string, unknown> }
}

const SECRET = 'hunter2-hunter2'

describe('log', () => {
  it.each([
    'password',
    'newPassword',
    'password_hash',
    'client_secret',
    'clientSecret',
    'token',
    'access_token',
    'refresh_token',
    'id_token',
    'code',
    'cookie',
    'Set-Cookie',
    'Authorization',
    'assertion',
    'client_assertion',
    'X-CSRF-Token',
    'code_verifier'
  ])('redacts %s by its name at any depth', (name) => {
    for (const format of ['json', 'pretty'] as const) {
      const { log, lines } = logTo(format)
      log.info('message', {
        [name]: SECRET,
        deep: [{ deeper: { [name]: SECRET } }],
        headers: [[name, SECRET]]
      })
      expect(lines.join('')).not.toContain(SECRET)
      expect(lines.join('')).toContain('[redacted]')
    }
  })

  it.each(['pasword', 'passwrod', 'client_secert', 'acces_token', 'autorization'])(
    'redacts %s too, a secret under a mistyped name',
    (name) => {
      const { log, lines } = logTo('json')
      log.warn('message', { [name]: SECRET })
      expect(lines.join('')).not.toContain(SECRET)
    }
  )

  it.each([
    `POST /oauth2/token?client_secret=${SECRET}&grant_type=x`,
    `grant_type=password&password=${SECRET}`,
    `Authorization: Basic ${Buffer.from(SECRET).toString('base64')}`,
    `Bearer ${SECRET}`,
    `"client_secret": "${SECRET}"`,
    `{"password":"correct horse, ${SECRET}; token=x ${SECRET}"}`,
    `{"newPassword":"a \\"quoted\\" ${SECRET}"}`,
    `{'client_secret': 'with spaces ${SECRET}'}`,
    `{"code":"${SECRET}"}`,
    `Authorization: Digest username=x, response=${SECRET}`,
    `https://robot:${SECRET}@keys.example/jwks`
  ])('redacts what follows the name of a secret in text: %s', (text) => {
    const { log, lines } = logTo('json')
    log.info(text, { url: text, error: new Error(text) })
    expect(lines.join('')).not.toContain(SECRET)
    expect(lines.join('')).not.toContain(Buffer.from(SECRET).toString('base64'))
  })

  it("redacts the panel's own cookies", () => {
    const { log, lines } = logTo('json')
    log.info('message', { text: 'Cookie: theme=dark; friendly_oauth2_9000_panel=AbCdEf123; other=1' })
    expect(lines.join('')).toContain('theme=dark; friendly_oauth2_9000_panel=[redacted]; other=1')
  })

  it('keeps what is not secret', () => {
    const { log, entry } = logTo('json')
    const fields = {
      client_id: 'my-app',
      grant_type: 'client_credentials',
      token_type: 'Bearer',
      tokens: 3,
      status: 401
    }
    log.info('refused: invalid_client', fields)
    expect(entry()).toEqual({
      level: 'info',
      time: '2026-01-15T12:00:00.000Z',
      ...fields,
      msg: 'refused: invalid_client'
    })
  })

  it('writes one line per entry with control characters escaped, so that nobody can forge a line or drive a terminal', () => {
    for (const format of ['json', 'pretty'] as const) {
      const { log, lines } = logTo(format)
      log.info('one\ntwo\u001b[2J\u009b\u2028', { name: 'a\r\nb\u202e\u007f' })
      expect(lines).toHaveLength(1)
      expect(lines[0]!.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u202e]/u)
      expect(lines[0]!.at(-1)).toBe('\n')
    }
  })

  it('shows level, message and fields in the pretty form', () => {
    const { log, lines } = logTo('pretty')
    log.warn('The key set could not be fetched', { client_id: 'my-app', tries: 2 })
    expect(lines).toEqual(['12:00:00.000 WARN  The key set could not be fetched  client_id=my-app tries=2\n'])
  })

  it('survives loops, errors with causes and values that JSON does not know', () => {
    const { log, entry } = logTo('json')
    const loop: Record<string, unknown> = { big: 10n, bytes: new Uint8Array(3) }
    loop.self = loop
    const error = Object.assign(new Error('outer', { cause: new Error('inner') }), { code: 'EACCES' })
    log.error('message', { loop, error })
    expect(entry()).toMatchObject({
      loop: { big: '10', bytes: '[3 bytes]', self: '[circular]' },
      error: { name: 'Error', message: 'outer', errorCode: 'EACCES', cause: { message: 'inner' } }
    })
  })

  it('says nothing below its level', () => {
    const lines: string[] = []
    const clock = createTestClock()
    const log = createLog({ level: 'warn', format: 'json', clock, write: (line) => lines.push(line) })
    log.debug('a')
    log.info('b')
    log.warn('c')
    log.error('d')
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['c', 'd'])
  })
})
