import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashSync } from 'bcryptjs'
import { SECRET } from './requests'

/** The clients, the person and the keys that both servers get, written as our profile and as oidc-provider's configuration. */
export interface World {
  readonly folder: string
  /** The same profile for each durability. */
  readonly profileFiles: Readonly<Record<'process' | 'power', string>>
  readonly providerFile: string
  readonly assertionKey: KeyObject
}

/** Where the client of people takes its answers; nothing listens there. */
export const CALLBACK = 'https://client.example/callback'
export const PERSON = { username: 'person', password: 'a password that nobody else has' } as const
/** Of both servers: 2^10 rounds of bcrypt. */
const COST = 10

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
  },
  {
    client_id: 'web',
    client_secret: SECRET,
    redirect_uris: [CALLBACK],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code']
  }
]

/** A person is asked for nothing but the password, and sixteen connections are one person here. */
const SETTINGS = { consent: 'skip', limits: { rate_limiting: false } }

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
  const clients = [...CLIENTS, byKey]
  const passwordHash = hashSync(PERSON.password, COST)
  const profile = {
    version: 1,
    clients,
    keys,
    users: [{ username: PERSON.username, password_hash: passwordHash }]
  }
  const profileFiles = { process: join(folder, 'process.json'), power: join(folder, 'power.json') }
  for (const durability of ['process', 'power'] as const)
    writeFileSync(
      profileFiles[durability],
      JSON.stringify({ ...profile, settings: { ...SETTINGS, durability } })
    )
  const provider = {
    clients: clients.map(forProvider),
    passwordHash,
    keys: keys.map(({ use: _use, ...key }) => key)
  }
  const providerFile = join(folder, 'provider.json')
  writeFileSync(providerFile, JSON.stringify(provider))
  return { folder, profileFiles, providerFile, assertionKey: assertionPair.privateKey }
}

function forProvider({
  access_token_format: _format,
  access_token_signing_alg: _alg,
  ...client
}: Record<string, unknown>) {
  return { grant_types: ['client_credentials'], redirect_uris: [], response_types: [], ...client }
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
