import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { isIP, type AddressInfo } from 'node:net'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { describe, expect, it } from 'vitest'
import {
  makeAuthority,
  makeServerCertificate,
  permissionOf,
  type KeyedCertificate
} from '../../../src-main/system/certificates/authority'

const NOW = Date.now()
const DAY = 86_400_000

/** What a client that trusts the authority makes of a server under a name; undefined: it is content. */
async function refusalOf(ca: string, served: KeyedCertificate, name: string): Promise<string | undefined> {
  const server = createServer({ ...served })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket: TLSSocket = connect({ port, host: '127.0.0.1', ca, servername: 'localhost' })
  try {
    return await new Promise((resolve) => {
      socket.once('error', (error) => resolve(error.message))
      socket.once('secureConnect', () => {
        const shown = socket.getPeerX509Certificate()!
        const isFor = isIP(name) ? shown.checkIP(name) : shown.checkHost(name)
        resolve(isFor === undefined ? 'another name' : undefined)
      })
    })
  } finally {
    socket.destroy()
    server.close()
  }
}

describe('a local authority', () => {
  const authority = makeAuthority(['login.corp.example.com', '10.1.2.3', 'fd00::1:2'], NOW)

  it('vouches for a server with names of this machine and those it was made for', async () => {
    const names = ['localhost', '127.0.0.1', '::1', 'login.corp.example.com', '10.1.2.3', 'fd00::1:2']
    const served = makeServerCertificate(authority, names, NOW)
    for (const name of names)
      expect([name, await refusalOf(authority.cert, served, name)]).toEqual([name, undefined])
    expect(await refusalOf(authority.cert, served, 'other.example.com')).toBe('another name')
  })

  it.each(['www.example.com', 'com', '10.1.2.4', '8.8.8.8', 'fd00::1:3'])(
    'is believed by nobody when its key signs for another name: %s (RFC 5280 §4.2.1.10)',
    async (name) => {
      const forged = makeServerCertificate(authority, ['localhost', name], NOW)
      expect(await refusalOf(authority.cert, forged, 'localhost')).toBe('permitted subtree violation')
    }
  )

  it('tells by its constraints for which names it may', () => {
    const may = permissionOf(new X509Certificate(authority.cert))
    const asked = {
      localhost: true,
      'app.localhost': true,
      'host.docker.internal': true,
      notlocalhost: false,
      'login.corp.example.com': true,
      'corp.example.com': false,
      '127.9.9.9': true,
      '10.1.2.3': true,
      '10.1.2.4': false,
      '::1': true,
      '::2': false,
      'fd00::1:2': true
    }
    expect(Object.fromEntries(Object.keys(asked).map((name) => [name, may(name)]))).toEqual(asked)
  })

  it('is one of servers alone, with none below it, on P-256 (RFC 5280 §4.2.1)', () => {
    const certificate = new X509Certificate(authority.cert)
    expect(certificate.ca).toBe(true)
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
    expect(certificate.verify(certificate.publicKey)).toBe(true)
  })

  it('gives a server no more than the 397 days that systems accept, and never longer than its own', () => {
    const served = new X509Certificate(makeServerCertificate(authority, ['localhost'], NOW).cert)
    expect(Date.parse(served.validTo) - Date.parse(served.validFrom)).toBeLessThan(397 * DAY)
    const late = Date.parse(new X509Certificate(authority.cert).validTo) - DAY
    const short = new X509Certificate(makeServerCertificate(authority, ['localhost'], late).cert)
    expect(Date.parse(short.validTo)).toBeLessThanOrEqual(late + DAY)
  })

  it('writes moments after 2049 as certificates have them (RFC 5280 §4.1.2.5)', () => {
    const later = new X509Certificate(makeAuthority([], Date.UTC(2045, 0, 1)).cert)
    expect(new Date(later.validTo).getUTCFullYear()).toBe(2054)
  })
})
