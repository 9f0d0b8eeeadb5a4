import { chmod, mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src-main/cli/arguments/dispatch'
import type { Finding } from '../../../src-main/contract'
import { makeCertificate } from '../../support/certificates'
import { startServer, type TestServer } from '../../support/start-server'

let folder: string
let server: TestServer | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-doctor-'))
})
afterEach(async () => {
  await server?.close()
  server = undefined
  await rm(folder, { recursive: true, force: true })
})

const data = () => join(folder, 'data')

async function run(args: readonly string[], input = '') {
  const printed: string[] = []
  const noted: string[] = []
  const exitCode = await dispatch([...args, '--data', data()], {
    print: (text) => void printed.push(text),
    note: (text) => void noted.push(text),
    readInput: () => Promise.resolve(input),
    readSecret: () => Promise.resolve(input)
  })
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') }
}

type Told = Finding & { readonly text: string; readonly repair?: string }

/** What the doctor finds, by id. */
async function examine(...args: string[]) {
  const { exitCode, printed } = await run(['doctor', '--json', ...args])
  const found = JSON.parse(printed) as Told[]
  return { exitCode, ids: found.map(({ id }) => id), texts: new Map(found.map((one) => [one.id, one])) }
}

const importSettings = (settings: object) =>
  run(['profile', 'import', '-'], JSON.stringify({ version: 1, settings }))

/** Somebody who listens on a port of loopback. */
async function occupy(say = '') {
  const holder = createServer((socket) => socket.on('error', () => undefined).end(say))
  holder.listen(0, '127.0.0.1')
  await once(holder, 'listening')
  return { port: String((holder.address() as AddressInfo).port), close: () => holder.close() }
}

describe('friendly-oauth2 doctor', () => {
  it('finds nothing wrong where there is nothing yet, and makes nothing', async () => {
    const { exitCode, ids } = await examine('--port', '0')
    expect(ids).toEqual([
      'port_any',
      'issuer_is_address',
      // Where the tests themselves run in a container, that is told instead.
      expect.stringMatching(/^container_(apart|closed)$/),
      'tls_off',
      'clock_right',
      'data_to_come',
      'mail_kept'
    ])
    expect(exitCode).toBe(0)
    await expect(stat(data())).rejects.toThrow('ENOENT')
  })

  it('says each in a line with its verdict, and what helps in the next', async () => {
    const { printed } = await run(['doctor', '--port', '0'])
    expect(printed).toMatch(/^ok {4}Port {9}Any free port will be taken\.$/m)
    expect(printed).toMatch(/^(note|WARN) {2}Containers {3}\S.*\n {19}\S/m)
  })

  it('ends with code 3 where another program holds the port, and names both', async () => {
    const holder = await occupy()
    try {
      const { exitCode, texts } = await examine('--port', holder.port)
      expect(exitCode).toBe(3)
      expect(texts.get('port_taken')?.text).toContain(`port ${holder.port} is held by`)
      if (process.platform === 'linux')
        expect(texts.get('port_taken')?.text).toContain(`process ${process.pid}`)
    } finally {
      holder.close()
    }
  })

  it('knows a server of its own that listens on the port', async () => {
    server = await startServer()
    const { exitCode, ids } = await examine('--port', String(server.port))
    expect([exitCode, ids.slice(0, 2)]).toEqual([0, ['port_listening', 'issuer_is_address']])
  })

  it('takes port, host and issuer from the data folder where nobody gave them', async () => {
    const holder = await occupy()
    try {
      await importSettings({ listen: { port: Number(holder.port) }, issuer: 'https://id.test.example' })
      const { exitCode, texts } = await examine()
      expect(exitCode).toBe(3)
      expect(texts.get('issuer_own')?.text).toContain('https://id.test.example')
    } finally {
      holder.close()
    }
  })

  it('finds an issuer of the other scheme, one that leads elsewhere, and one that leads nowhere', async () => {
    expect((await examine('--port', '0', '--issuer', 'https://localhost:0')).ids).toContain('issuer_scheme')
    server = await startServer()
    const other = await startServer({ settings: { issuer: 'https://else.test.example' } })
    const ask = async (issuer: string) =>
      (await examine('--port', String(server!.port), '--issuer', issuer)).ids
    await server.change({ issuer: other.address })
    expect(await ask(other.address)).toContain('issuer_elsewhere')
    await other.close()
    expect(await ask(other.address)).toContain('issuer_silent')
  })

  it('ends with code 2 where the certificate can not be served', async () => {
    const day = 86_400_000
    const { cert, key } = makeCertificate({
      subject: 'localhost',
      to: Date.now() - day,
      from: Date.now() - 2 * day
    })
    const files = [join(folder, 'own.pem'), join(folder, 'own.key')] as const
    await writeFile(files[0], cert)
    await writeFile(files[1], key)
    const { exitCode, texts } = await examine('--port', '0', '--tls-cert', files[0], '--tls-key', files[1])
    expect(exitCode).toBe(2)
    expect(texts.get('certificate_unusable')?.text).toContain('expired on')
  })

  it('looks at the local certificate without making one', async () => {
    expect((await examine('--port', '0', '--https')).ids).toContain('certificate_to_come')
    server = await startServer({ https: true, dataFolder: data() })
    await server.close()
    server = undefined
    const { ids } = await examine('--port', '0', '--https')
    expect(ids).toContain('certificate_valid')
    expect(
      (await examine('--port', '0', '--https', '--issuer', 'https://login.corp.example.com')).ids
    ).toContain('certificate_lacks')
  })

  it.skipIf(process.platform === 'win32')('finds a data folder that others may look into', async () => {
    await importSettings({})
    await chmod(data(), 0o755)
    const { exitCode, texts } = await examine('--port', '0')
    expect([exitCode, texts.get('data_readable')?.verdict]).toEqual([0, 'warn'])
  })

  it('ends with code 5 where the configuration is damaged, and leaves it as it is', async () => {
    await importSettings({})
    await writeFile(join(data(), 'config.json'), '{ "version": 1,\n "settings": }')
    const { exitCode, texts } = await examine('--port', '0')
    expect(exitCode).toBe(5)
    expect(texts.get('data_damaged')?.text).toContain('line 2')
  })

  it('finds a clock that is behind what was written by it', async () => {
    await mkdir(data(), { mode: 0o700 })
    await writeFile(join(data(), 'later'), '')
    const later = new Date(Date.now() + 3_600_000)
    await utimes(join(data(), 'later'), later, later)
    expect((await examine('--port', '0')).ids).toContain('clock_behind')
  })

  it('asks the SMTP server whether it is there', async () => {
    const smtp = await occupy('220 mail.test ready\r\n')
    await importSettings({ mail: { host: '127.0.0.1', port: Number(smtp.port), security: 'none' } })
    expect((await examine('--port', '0')).texts.get('mail_answers')?.text).toContain('220 mail.test ready')
    smtp.close()
    const { exitCode, texts } = await examine('--port', '0')
    expect([exitCode, texts.get('mail_silent')?.text]).toEqual([
      0,
      expect.stringContaining('nobody listens there')
    ])
  })

  it('ends with code 5 where the database does not answer, and keeps its password to itself', async () => {
    const holder = await occupy()
    holder.close()
    const url = `postgres://me:hidden@127.0.0.1:${holder.port}/things`
    const { exitCode, texts } = await examine('--port', '0', '--database', url)
    expect([exitCode, texts.get('database_silent')?.text]).toEqual([
      5,
      expect.stringMatching(/^The database does not answer\. The database things at 127\.0\.0\.1/)
    ])
    expect(JSON.stringify([...texts.values()])).not.toContain('hidden')
  })

  it('refuses what serve would refuse, with code 2', async () => {
    expect(await run(['doctor', '--port', 'x'])).toMatchObject({ exitCode: 2, printed: '' })
  })
})

describe('friendly-oauth2 healthcheck', () => {
  it('ends with 0 while the server can do its work, and with 1 when it can not', async () => {
    server = await startServer()
    const port = String(server.port)
    expect(await run(['healthcheck', '--port', port])).toEqual({ exitCode: 0, printed: 'ok', noted: '' })
    await server.close()
    server = undefined
    const { exitCode, noted } = await run(['healthcheck', '--port', port])
    expect([exitCode, noted]).toEqual([1, expect.stringContaining('nothing listens there')])
  })

  it('ends with 1, and says why, while the store can not be written', async () => {
    server = await startServer({
      withStore: (store) => ({ ...store, problem: () => 'the disk is full' })
    })
    const { exitCode, noted } = await run(['healthcheck', '--port', String(server.port)])
    expect([exitCode, noted]).toEqual([1, expect.stringMatching(/503 .*the disk is full/)])
  })

  it('speaks TLS where the server does, whoever vouches for it', async () => {
    server = await startServer({ https: true })
    const port = String(server.port)
    expect((await run(['healthcheck', '--port', port, '--https'])).exitCode).toBe(0)
    await importSettings({ listen: { port: server.port }, https: { enabled: true } })
    expect((await run(['healthcheck'])).exitCode).toBe(0)
  })

  it('asks loopback where the server listens on every address', async () => {
    server = await startServer()
    expect((await run(['healthcheck', '--port', String(server.port), '--host', '0.0.0.0'])).exitCode).toBe(0)
  })

  it('wants the port that was taken', async () => {
    expect(await run(['healthcheck', '--port', '0'])).toMatchObject({ exitCode: 2 })
  })
})
