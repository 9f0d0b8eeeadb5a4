import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src-main/cli/arguments/dispatch'
import { readConfig } from '../../../src-main/config'
import { describeFailure } from '../../../src-main/host'
import { makeCertificate, type CertificateOptions } from '../../support/certificates'
import { createHttpsFetch } from '../../support/https-fetch'
import { startServer } from '../../support/start-server'

const ca = makeCertificate({ subject: 'Test authority', ca: true })
const localhost: CertificateOptions = { subject: 'localhost', issuer: ca, san: { dns: 'localhost' } }

describe('the certificate of the server', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-tls-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function write(name: string, content: string): Promise<string> {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }

  async function serve(...args: string[]) {
    const noted: string[] = []
    const exitCode = await dispatch(['serve', '--port', '0', '--data', join(folder, 'data'), ...args], {
      print: () => undefined,
      note: (text) => void noted.push(text),
      readInput: () => Promise.resolve(''),
      readSecret: () => Promise.resolve('')
    })
    return { exitCode, noted: noted.join('\n') }
  }

  const past = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2020, 1, 1) }
  const future = { from: Date.UTC(2048, 0, 1), to: Date.UTC(2049, 0, 1) }
  it.each<[string, Partial<CertificateOptions>, RegExp]>([
    ['expired', past, /cert\.pem is a certificate that expired on 2020-02-01/],
    ['not yet valid', future, /cert\.pem is a certificate that is not valid before 2048-01-01/],
    [
      'for another host',
      { san: { dns: 'other.example' } },
      /cert\.pem is a certificate for another host than localhost.*DNS:other\.example/
    ]
  ])('that is %s ends the program with code 2 and its name', async (_name, options, message) => {
    const { cert, key } = makeCertificate({ ...localhost, ...options })
    const files = ['--tls-cert', await write('cert.pem', cert), '--tls-key', await write('key.pem', key)]
    const { exitCode, noted } = await serve(...files)
    expect([exitCode, noted]).toEqual([2, expect.stringMatching(message)])
  })

  it('that can not be read, is none, or goes with another key, does too', async () => {
    const { cert, key } = makeCertificate(localhost)
    const certFile = await write('cert.pem', cert)
    const keyFile = await write('key.pem', key)
    const strange = await write('strange.pem', makeCertificate(localhost).key)
    const missing = join(folder, 'missing.pem')
    for (const [one, other, message] of [
      [missing, keyFile, /missing\.pem can't be read: there is no such file/],
      [certFile, missing, /missing\.pem can't be read/],
      [keyFile, keyFile, /key\.pem is no certificate in PEM/],
      [certFile, certFile, /cert\.pem is no private key/],
      [certFile, strange, /strange\.pem is the key of another certificate than .*cert\.pem/]
    ] as const) {
      const { exitCode, noted } = await serve('--tls-cert', one, '--tls-key', other)
      expect([exitCode, noted]).toEqual([2, expect.stringMatching(message)])
    }
    const { exitCode, noted } = await serve('--tls-cert', certFile)
    expect([exitCode, noted]).toEqual([2, expect.stringContaining('--tls-cert needs --tls-key')])
  })

  it('is named by environment variables too', async () => {
    const { cert, key } = makeCertificate(localhost)
    const environment = {
      FRIENDLY_OAUTH2_TLS_CERT: await write('cert.pem', cert),
      FRIENDLY_OAUTH2_TLS_KEY: await write('key.pem', key)
    }
    expect(readConfig({ environment }).tls).toMatchObject({ cert, key })
  })

  it('for another host keeps the server from starting, with an error for exit code 2', async () => {
    const tls = makeCertificate({ ...localhost, san: { dns: 'other.example' } })
    await expect(startServer({ tls })).rejects.toThrow(
      'did not start: server.pem is a certificate for another host'
    )
    expect(describeFailure(Object.assign(new Error('x'), { name: 'CertificateError' })).exitCode).toBe(2)
  })
})

describe('a server that speaks TLS', () => {
  it('names itself and its panel by https, and answers nothing older than TLS 1.2 or without TLS', async () => {
    const server = await startServer({ tls: makeCertificate(localhost) })
    try {
      const { issuer, panelUrl } = server.state()
      expect([issuer, panelUrl]).toEqual([server.address, `${server.address}/panel/`])
      const get = createHttpsFetch({ ca: ca.cert })
      expect((await get(`${issuer}/healthz`)).status).toBe(200)
      const tls12 = createHttpsFetch({ ca: ca.cert, maxVersion: 'TLSv1.2' })
      expect((await tls12(`${issuer}/healthz`)).status).toBe(200)
      const tls11 = createHttpsFetch({
        ca: ca.cert,
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0'
      })
      await expect(tls11(`${issuer}/healthz`)).rejects.toThrow()
      await expect(fetch(`http://localhost:${server.port}/healthz`)).rejects.toThrow()
    } finally {
      await server.close()
    }
  })
})
