import { sign, type KeyObject } from 'node:crypto'

/** What both servers call themselves, wherever they listen. */
export const ISSUER = 'http://localhost:9000'
export const SECRET = 'benchmarkSecretOf50CharactersBenchmarkSecretOf50Cha'

/** A form by a client that proves itself by Basic. */
export function basicRequest(clientId: string, form: string, path = '/oauth2/token'): Buffer {
  const credentials = Buffer.from(`${clientId}:${SECRET}`).toString('base64')
  return postRequest(path, form, `authorization: Basic ${credentials}\r\n`)
}

/** `headers` are whole lines. */
export function getRequest(path: string, headers = ''): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: localhost:9000\r\n${headers}\r\n`)
}

export function postRequest(path: string, form: string, headers = ''): Buffer {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: localhost:9000\r\n${headers}content-type: application/x-www-form-urlencoded\r\ncontent-length: ${form.length}\r\n\r\n${form}`
  )
}

/** Token requests by private_key_jwt, each with an assertion of its own: a `jti` works once. */
export function assertionRequests(key: KeyObject, count: number): Buffer[] {
  const now = Math.floor(Date.now() / 1000)
  return Array.from({ length: count }, (_, index) => {
    const claims = {
      iss: 'by-key',
      sub: 'by-key',
      aud: ISSUER,
      jti: `${now}-${index}-${Math.random()}`,
      iat: now,
      exp: now + 600
    }
    const input = `${encode({ alg: 'ES256', kid: 'assertion' })}.${encode(claims)}`
    const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${input}.${signature.toString('base64url')}`
    })
    return postRequest('/oauth2/token', form.toString())
  })
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
