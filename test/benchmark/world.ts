import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The clients and keys that both servers get, written as our profile and as oidc-provider's configuration. */
export interface World {
  readonly folder: string
  /** The same profile for each durability. */
  readonly profileFiles: Readonly<Record<'process' | 'power', string>>
  readonly providerFile: string
  readonly assertionKey: KeyObject
}

const SECRET = 'benchmarkSecretOf50CharactersBenchmarkSecretOf50Cha'

const CLIENTS = [
  { client_id: 'opaque', client_secret: SECRET },
  {
    client_id: 'jwt-rs256',
    client_secret: SECRET,
    access_token_format: 'jwt',
    access_token_signing_alg: 'RS256'
  },
  {
    client_id: 'jwt-es256',
    client_secret: SECRET,
    access_token_format: 'jwt',
    access_token_signing_alg: 'ES256'
  }
]

export function createWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-bench-'))
  const assertionPair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const assertionJwk = {
    ...assertionPair.publicKey.export({ format: 'jwk' }),
    kid: 'assertion',
    use: 'sig',
    alg: 'ES256'
  }
  const keys = [rsaKey(), ecKey()]
  const byKey = {
    client_id: 'by-key',
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [assertionJwk] }
  }
  const profileFiles = { process: join(folder, 'process.json'), power: join(folder, 'power.json') }
  for (const durability of ['process', 'power'] as const)
    writeFileSync(
      profileFiles[durability],
      JSON.stringify({ version: 1, settings: { durability }, clients: [...CLIENTS, byKey], keys })
    )
  const provider = {
    clients: [...CLIENTS, byKey].map(forProvider),
    keys: keys.map(({ use: _use, ...key }) => key)
  }
  const providerFile = join(folder, 'provider.json')
  writeFileSync(providerFile, JSON.stringify(provider))
  return { folder, profileFiles, providerFile, assertionKey: assertionPair.privateKey }
}

/** The form of a token request by Basic. */
export function basicRequest(clientId: string, form: string, path = '/oauth2/token'): Buffer {
  const credentials = Buffer.from(`${clientId}:${SECRET}`).toString('base64')
  return post(path, form, `authorization: Basic ${credentials}\r\n`)
}

export function getRequest(path: string): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: localhost:9000\r\n\r\n`)
}

/** Token requests by private_key_jwt, each with an assertion of its own: a `jti` works once. */
export function assertionRequests(key: KeyObject, audience: string, count: number): Buffer[] {
  const now = Math.floor(Date.now() / 1000)
  return Array.from({ length: count }, (_, index) => {
    const claims = {
      iss: 'by-key',
      sub: 'by-key',
      aud: audience,
      jti: `${now}-${index}-${Math.random()}`,
      iat: now,
      exp: now + 600
    }
    const input = `${encode({ alg: 'ES256', kid: 'assertion' })}.${encode(claims)}`
    const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url'
    )
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${input}.${signature}`
    })
    return post('/oauth2/token', form.toString())
  })
}

function post(path: string, form: string, headers = ''): Buffer {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: localhost:9000\r\n${headers}content-type: application/x-www-form-urlencoded\r\ncontent-length: ${form.length}\r\n\r\n${form}`
  )
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function forProvider({
  access_token_format: _format,
  access_token_signing_alg: _alg,
  ...client
}: Record<string, unknown>) {
  return { ...client, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }
}

function rsaKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    ...createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).export({ format: 'jwk' }),
    kid: 'rsa',
    alg: 'RS256',
    use: 'sig'
  }
}

function ecKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), kid: 'ec', alg: 'ES256', use: 'sig' }
}
