import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyPair } from '../../protocol/clients'
import { makeRs256Key, registeredFor, registerFor, type DynamicClient } from '../support/dynamic-client'
import { DYNAMIC_VARIANTS } from '../support/plan-variants'
import { startPublisher, type Publisher } from '../support/publisher'
import { startSuite, type Suite } from '../support/suite-server'

const PATH = '/request.jwt'

describe('request objects by reference, in the dynamic certification plan', () => {
  let suite: Suite
  let publisher: Publisher
  let key: KeyPair
  beforeAll(async () => {
    ;[suite, publisher, key] = await Promise.all([startSuite(), startPublisher(), makeRs256Key('rp-key')])
  })
  afterAll(async () => {
    await suite.server.close()
    await publisher.close()
  })

  describe.each(DYNAMIC_VARIANTS)('$plan, $responseType', (variant) => {
    /** A client that registered where its request objects lie, as far as it says that beforehand. */
    const withReference = () =>
      registeredFor(suite, variant, {
        key,
        metadata: { request_uris: [publisher.publish(PATH, '')], request_object_signing_alg: 'RS256' }
      })

    function claimsOf({ client, registration }: DynamicClient) {
      const inside = client.request()
      return { inside, claims: { ...inside, iss: registration.client_id, aud: suite.server.address } }
    }

    it('oidcc-request-uri-signed-rs256: the request is what the signed object at the reference says (OpenID Connect Core §6.2, RFC 9101 §5.2)', async () => {
      const registered = await withReference()
      const { client } = registered
      const { inside, claims } = claimsOf(registered)
      const signed = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'rp-key' })
      const request_uri = publisher.publish(PATH, await signed.sign(key.privateKey))
      const { client_id, response_type, scope } = inside as Record<
        'client_id' | 'response_type' | 'scope',
        string
      >
      const outside = { client_id, response_type, scope, request_uri }
      const { answer } = await client.signIn(inside, client.browser.authorize(outside))
      expect(answer.state).toBe(inside.state)
    })

    it('oidcc-request-uri-unsigned: an unsigned object at the reference is refused on purpose, and the client is told (OpenID Connect Core §6.1, RFC 9101 §10.1)', async () => {
      const registered = await withReference()
      const { client } = registered
      const { inside, claims } = claimsOf(registered)
      const request_uri = publisher.publish(PATH, new UnsecuredJWT(claims).encode())
      const answer = client.read(await client.browser.authorize({ ...inside, request_uri }))
      expect([answer.error, answer.state]).toEqual(['invalid_request_object', inside.state])
      for (const part of ['code', 'id_token', 'access_token']) expect(answer).not.toHaveProperty(part)
    })

    it('oidcc-request-uri-unsigned: nobody registers for unsigned ones (RFC 8725 §3.2)', async () => {
      const metadata = { request_object_signing_alg: 'none' }
      const { status, json } = await registerFor(suite, variant, { key, metadata })
      expect([status, json.error]).toEqual([400, 'invalid_client_metadata'])
      expect(json.error_description).toContain('request_object_signing_alg')
    })
  })
})
