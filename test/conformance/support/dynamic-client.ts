import { assertionFields, makeKeyPair, signAssertion, type KeyPair } from '../../protocol/clients'
import type { Answer } from '../../protocol/requests'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { register, type Registered } from '../../support/relying-party'
import { hasPart, type PlanVariant } from './plan-variants'
import { CALLBACK, type Suite } from './suite-server'
import { createClientThatIs, type TestedClient } from './tested-client'

/** A key of the kind that every module of the dynamic plan proves itself with. */
export const makeRs256Key = (kid: string): Promise<KeyPair> => makeKeyPair('RS256', kid)

export interface DynamicOptions {
  readonly key: KeyPair
  readonly callback?: string
  /** Replaces members of the registration; undefined leaves one out. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** Sends the registration of the dynamic plan (OpenID Connect Registration §3.1): private_key_jwt with the keys by value, for one response type. */
export function registerFor(
  { server }: Pick<Suite, 'server'>,
  variant: PlanVariant,
  { key, callback = CALLBACK, metadata = {} }: DynamicOptions
): Promise<Answer> {
  const isImplicit = hasPart(variant, 'token') || hasPart(variant, 'id_token')
  return register(server, {
    client_name: 'Certification suite',
    contacts: ['suite@example.com'],
    redirect_uris: [callback],
    response_types: [variant.responseType],
    grant_types: [
      ...(hasPart(variant, 'code') ? ['authorization_code'] : []),
      ...(isImplicit ? ['implicit'] : [])
    ],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [key.publicJwk] },
    ...metadata
  })
}

/** What a client that registered itself goes on with. */
export interface DynamicClient {
  readonly client: TestedClient
  readonly registration: Registered & Readonly<Record<string, unknown>>
  /** Fields that prove it at the token endpoint, with claims of the assertion replaced, or another key. */
  prove(
    claims?: Record<string, unknown>,
    key?: { readonly key: KeyPair; readonly kid: string }
  ): Promise<Record<string, string>>
}

/** Registers a client that is in order, and gives what signs people in with it. */
export async function registeredFor(
  suite: Pick<Suite, 'server'>,
  variant: PlanVariant,
  options: DynamicOptions
): Promise<DynamicClient> {
  const answer = await registerFor(suite, variant, options)
  if (answer.status !== 201) throw new Error(`The registration was refused: ${answer.text}`)
  const registration = answer.json as unknown as DynamicClient['registration']
  const { key, callback = CALLBACK } = options
  const prove: DynamicClient['prove'] = async (claims = {}, other = { key, kid: kidOf(key) }) => {
    const signing = { alg: 'RS256', header: { kid: other.kid }, claims }
    const clientId = registration.client_id
    return assertionFields(await signAssertion(suite.server, clientId, other.key.privateKey, signing))
  }
  const client = createClientThatIs(
    {
      clientId: registration.client_id,
      callback,
      credentials: async () => ({ fields: await prove(), headers: {} })
    },
    suite,
    variant,
    createPersonBrowser(suite.server.address)
  )
  return { client, registration, prove }
}

function kidOf({ publicJwk }: KeyPair): string {
  return publicJwk.kid ?? ''
}
