import { X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { get as getHttp } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Overview, ServerFacts } from '../../../src-main/contract'
import { makeCertificate } from '../../support/certificates'
import { createHttpsFetch } from '../../support/https-fetch'
import { createManualScheduler } from '../../support/manual-scheduler'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type StartOptions, type TestServer } from '../../support/start-server'

const DAY_SECONDS = 86_400

let folder: string
let server: TestServer | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-https-'))
})
afterEach(async () => {
  await server?.close()
  server = undefined
  await rm(folder, { recursive: true, force: true })
})

async function start(options: StartOptions = {}): Promise<TestServer> {
  return (server = await startServer({ https: true, dataFolder: folder, ...options }))
}

const call = (of: TestServer) => directCall(of, contextOf({ kind: 'local' }))
const factsOf = async (of: TestServer) => (await call(of)('server.facts')) as ServerFacts
const attentionOf = async (of: TestServer) =>
  ((await call(of)('server.overview')) as Overview).attention.map(({ id }) => id)
const kept = (name: string) => join(folder, 'certificates', name)

/** The certificate that a new connection is shown, whoever vouches for it. */
function shownBy({ port }: TestServer): Promise<X509Certificate> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()!)
      socket.destroy()
    })
    socket.once('error', reject)
  })
}

/** Asks by a name that need not resolve; the certificate must be for it. */
function statusBy(name: string, { port }: TestServer, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/healthz', ca, servername: name, agent: false }
    getHttp({ ...options, headers: { Host: `${name}:${port}` } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }).once('error', reject)
  })
}

describe('HTTPS with a local authority', () => {
  it('is one switch: loopback addresses answer to whoever trusts the authority, and to nobody else', async () => {
    const { port, authority, state } = await start()
    const { issuer, panelUrl } = state()
    expect([issuer, panelUrl]).toEqual([`https://localhost:${port}`, `https://localhost:${port}/panel/`])
    const get = createHttpsFetch({ ca: authority()! })
    for (const name of ['localhost', '127.0.0.1', '[::1]'])
      expect((await get(`https://${name}:${port}/healthz`)).status).toBe(200)
    await expect(createHttpsFetch({})(`${issuer}/healthz`)).rejects.toThrow(/certificate/)
  })

  it('is a setting too, which acts from the next start of the listener on', async () => {
    const running = await start({ https: undefined })
    await running.change({ https: { enabled: true } })
    expect(running.state().issuer).toMatch(/^http:/)
    expect((await factsOf(running)).pending).toEqual(['https'])
    await running.stop()
    const { issuer } = await running.start()
    expect(issuer).toMatch(/^https:/)
    expect((await createHttpsFetch({ ca: running.authority()! })(`${issuer}/healthz`)).status).toBe(200)
    expect((await factsOf(running)).pending).toEqual([])
  })

  it('keeps authority and certificate in the data folder, for its owner alone, from one start to the next', async () => {
    const first = (await start()).authority()
    expect((await readdir(kept(''))).sort()).toEqual([
      'authority.key',
      'authority.pem',
      'server.key',
      'server.pem'
    ])
    if (process.platform !== 'win32') {
      expect((await stat(kept(''))).mode & 0o777).toBe(0o700)
      for (const name of await readdir(kept('')))
        expect([name, (await stat(kept(name))).mode & 0o777]).toEqual([name, 0o600])
    }
    const served = await readFile(kept('server.pem'), 'utf8')
    await server!.close()
    expect((await start()).authority()).toBe(first)
    expect(await readFile(kept('server.pem'), 'utf8')).toBe(served)
  })

  it('offers the certificate of the authority as PEM and as DER, and none over plain HTTP', async () => {
    const { address, authority } = await start()
    const get = createHttpsFetch({ ca: authority()! })
    expect(await (await get(`${address}/authority.pem`)).text()).toBe(authority())
    const der = await get(`${address}/authority.crt`)
    expect(der.headers.get('content-type')).toBe('application/x-x509-ca-cert')
    expect(new X509Certificate(Buffer.from(await der.arrayBuffer())).ca).toBe(true)
    await server!.close()
    const plain = await start({ https: false })
    expect((await fetch(`${plain.address}/authority.pem`)).status).toBe(404)
  })

  it('lets clients prove themselves by certificates all the same (RFC 8705 §2.1)', async () => {
    const clients = makeCertificate({ subject: 'Clients', ca: true })
    const own = makeCertificate({ subject: 'billing', issuer: clients, usage: 'client' })
    const { address, authority } = await start({
      settings: { https: { client_ca: clients.cert } },
      clients: [
        {
          client_id: 'billing',
          token_endpoint_auth_method: 'tls_client_auth',
          tls_client_auth_subject_dn: 'CN=billing',
          grant_types: ['client_credentials']
        }
      ]
    })
    const ask = createHttpsFetch({ ca: authority()!, cert: own.cert, key: own.key })
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'billing' })
    expect((await ask(`${address}/oauth2/token`, { method: 'POST', body })).status).toBe(200)
  })
})

describe('the local certificate', () => {
  it('is renewed before it ends, without a restart', async () => {
    const scheduler = createManualScheduler()
    const running = await start({ scheduler })
    const first = await shownBy(running)
    running.clock.advance({ seconds: 30 * DAY_SECONDS })
    scheduler.runAll()
    expect((await shownBy(running)).fingerprint256).toBe(first.fingerprint256)
    running.clock.advance({ seconds: 30 * DAY_SECONDS })
    scheduler.runAll()
    const second = await shownBy(running)
    expect(second.fingerprint256).not.toBe(first.fingerprint256)
    expect(Date.parse(second.validTo)).toBeGreaterThan(Date.parse(first.validTo))
    expect(second.verify(new X509Certificate(running.authority()!).publicKey)).toBe(true)
    expect(await attentionOf(running)).not.toContain('certificate_ends')
  })

  it('leaves connections that are open as they are when it is renewed', async () => {
    const running = await start()
    const socket = connect({
      port: running.port,
      host: '127.0.0.1',
      ca: running.authority()!,
      servername: 'localhost'
    })
    const answers = readAnswers(socket)
    const ask = () => socket.write(`GET /healthz HTTP/1.1\r\nHost: localhost:${running.port}\r\n\r\n`)
    ask()
    await answers.count(1)
    await call(running)('server.repair', { repair: 'renew_certificate' })
    ask()
    await answers.count(2)
    socket.destroy()
  })

  it('gets further names, by which the server answers too', async () => {
    const running = await start()
    await call(running)('settings.update', { https: { names: ['auth.test', '127.0.0.7'] } })
    expect(await statusBy('auth.test', running, running.authority()!)).toBe(200)
    expect((await factsOf(running)).tls).toMatchObject({
      source: 'local',
      names: 'localhost, 127.0.0.1, ::1, auth.test, 127.0.0.7',
      uncovered: []
    })
  })

  it('lacks a name for which the authority may not vouch, until a new one is made', async () => {
    const running = await start()
    const first = running.authority()
    await call(running)('settings.update', { https: { names: ['login.corp.example.com'] } })
    expect((await factsOf(running)).tls?.uncovered).toEqual(['login.corp.example.com'])
    expect(await attentionOf(running)).toContain('certificate_lacks')
    await call(running)('server.repair', { repair: 'renew_authority' })
    expect(running.authority()).not.toBe(first)
    expect(await statusBy('login.corp.example.com', running, running.authority()!)).toBe(200)
    expect(await attentionOf(running)).not.toContain('certificate_lacks')
  })

  it('is for the host of the issuer when the authority is made, and else the server does not start', async () => {
    const own = { settings: { issuer: 'https://auth.corp.example.com' } }
    const running = await start(own)
    expect(await statusBy('auth.corp.example.com', running, running.authority()!)).toBe(200)
    await running.close()
    await expect(start({ settings: { issuer: 'https://other.corp.example.com' } })).rejects.toThrow(
      /local authority .* may not vouch for other\.corp\.example\.com/
    )
  })

  it('is made anew when what is kept of it can not be read', async () => {
    await (await start()).close()
    await writeFile(kept('server.pem'), 'no certificate')
    const { address, authority } = await start()
    expect((await createHttpsFetch({ ca: authority()! })(`${address}/healthz`)).status).toBe(200)
  })

  it('is refused where the authority is damaged, which stays as it is', async () => {
    await (await start()).close()
    await writeFile(kept('authority.pem'), 'no certificate')
    await expect(start()).rejects.toThrow(/authority\.pem can't be used as the local certificate authority/)
    expect(await readFile(kept('authority.pem'), 'utf8')).toBe('no certificate')
  })
})

describe('a certificate of somebody’s own', () => {
  const ca = makeCertificate({ subject: 'Test authority', ca: true })
  const days = (count: number) => Date.now() + count * DAY_SECONDS * 1000
  const made = (to: number) =>
    makeCertificate({ subject: 'localhost', issuer: ca, san: { dns: 'localhost' }, to })

  async function write({ cert, key }: { cert: string; key: string }) {
    const files = { certFile: join(folder, 'own.pem'), keyFile: join(folder, 'own.key') }
    await writeFile(files.certFile, cert)
    await writeFile(files.keyFile, key)
    return { cert, key, ...files }
  }

  it('is read again when its files change, without a restart; what can not be served is not', async () => {
    const scheduler = createManualScheduler()
    const running = await start({ https: undefined, tls: await write(made(days(90))), scheduler })
    const next = made(days(200))
    await write(next)
    scheduler.runAll()
    const served = new X509Certificate(next.cert).fingerprint256
    expect((await shownBy(running)).fingerprint256).toBe(served)
    await writeFile(join(folder, 'own.key'), made(days(200)).key)
    scheduler.runAll()
    scheduler.runAll()
    expect((await shownBy(running)).fingerprint256).toBe(served)
    const told = running.logged.filter((line) => line.includes('can not be served'))
    expect(told).toEqual([expect.stringContaining('is the key of another certificate')])
  })

  it('is warned of from 30 days before its end on: in the log once a day, and on the dashboard', async () => {
    const scheduler = createManualScheduler()
    const running = await start({ https: undefined, tls: await write(made(days(40))), scheduler })
    const told = () => running.logged.filter((line) => line.includes('The certificate ends soon')).length
    expect([told(), await attentionOf(running)]).toEqual([
      0,
      expect.not.arrayContaining(['certificate_ends'])
    ])
    running.clock.advance({ seconds: 11 * DAY_SECONDS })
    scheduler.runAll()
    scheduler.runAll()
    expect([told(), await attentionOf(running)]).toEqual([1, expect.arrayContaining(['certificate_ends'])])
    running.clock.advance({ seconds: DAY_SECONDS })
    scheduler.runAll()
    expect(told()).toBe(2)
  })

  it('is not for the panel to renew', async () => {
    const running = await start({ https: undefined, tls: await write(made(days(90))) })
    await expect(call(running)('server.repair', { repair: 'renew_certificate' })).rejects.toThrow(
      'a file of your own'
    )
  })
})

/** Counts the answers on a connection. */
function readAnswers(socket: TLSSocket) {
  let text = ''
  const seen = () => text.split('HTTP/1.1 200').length - 1
  socket.on('data', (chunk) => (text += chunk.toString()))
  return {
    count: (wanted: number) =>
      new Promise<void>((resolve, reject) => {
        const look = () => void (seen() >= wanted && resolve())
        socket.on('data', look)
        socket.once('error', reject)
        socket.once('close', () => reject(new Error(`closed after ${seen()} answers`)))
        look()
      })
  }
}
