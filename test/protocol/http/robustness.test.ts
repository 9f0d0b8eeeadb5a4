import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { ASSERTION_TYPE, clientPerMethod, makeKeyPair } from '../clients'
import { postForm } from '../requests'

const PATHS = ['/oauth2/token', '/oauth2/introspect', '/oauth2/revoke'] as const
const RUNS = { numRuns: 150 }

describe('no input gives a 5xx', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({ clients: clientPerMethod((await makeKeyPair('ES256')).publicJwk) })
  })
  afterAll(() => server.close())

  const path = fc.constantFrom(...PATHS)
  const anyText = fc.string({ unit: 'binary', maxLength: 60 })
  const base64 = (text: string) => Buffer.from(text).toString('base64url')

  async function expectAnswer(at: string, form: string, headers: Record<string, string> = {}) {
    const { status, json } = await postForm(server, at, form, headers)
    expect(status).toBeLessThan(500)
    if (status >= 400) {
      expect(json.error).toMatch(/^[a-z_]+$/)
      expect(json.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
    }
  }

  it('as a form body', () =>
    fc.assert(
      fc.asyncProperty(path, anyText, (at, body) => expectAnswer(at, body)),
      RUNS
    ))

  it('as bytes that look like a form', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'grant_type',
        'client_id',
        'scope',
        'token',
        'resource',
        '=',
        '&',
        '%',
        '%2',
        '+',
        '%00',
        'client_credentials'
      ),
      anyText
    )
    const body = fc.array(part, { maxLength: 20 }).map((parts) => parts.join(''))
    return fc.assert(
      fc.asyncProperty(path, body, (at, text) => expectAnswer(at, text)),
      RUNS
    )
  })

  it('as the values of a form of an existing client', () => {
    const form = fc.record({
      grant_type: fc.constantFrom('client_credentials', 'x'),
      client_id: fc.oneof(fc.constantFrom('client_secret_post', 'none'), anyText),
      client_secret: anyText,
      scope: anyText,
      resource: anyText,
      token: anyText
    })
    const encoded = form.map((fields) => new URLSearchParams(fields).toString())
    return fc.assert(
      fc.asyncProperty(path, encoded, (at, text) => expectAnswer(at, text)),
      RUNS
    )
  })

  it('as an Authorization header', () => {
    // What Node lets a client send in a header at all (RFC 9110 §5.5).
    const headerText = fc.string({
      unit: fc
        .integer({ min: 0x21, max: 0xff })
        .filter((code) => code !== 0x7f)
        .map((code) => String.fromCharCode(code)),
      maxLength: 80
    })
    const pair = fc
      .tuple(anyText, anyText)
      .map(([id, secret]) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`)
    const authorization = fc.oneof(
      headerText.filter((text) => text !== ''),
      headerText.map((text) => `Basic ${text}`),
      pair
    )
    return fc.assert(
      fc.asyncProperty(path, authorization, (at, Authorization) =>
        expectAnswer(at, 'grant_type=client_credentials&token=x', { Authorization })
      ),
      RUNS
    )
  })

  it('as a client assertion', () => {
    const sub = fc.constantFrom('client_secret_jwt', 'private_key_jwt', 'nobody')
    const header = fc.oneof(
      fc.record(
        {
          alg: fc.constantFrom('HS256', 'ES256', 'none', 'RS256', 42),
          kid: fc.anything(),
          crit: fc.anything()
        },
        { requiredKeys: ['alg'] }
      ),
      fc.jsonValue()
    )
    const claims = fc.oneof(
      fc.record(
        { sub, iss: sub, aud: fc.jsonValue(), exp: fc.jsonValue(), jti: fc.jsonValue() },
        { requiredKeys: ['sub'] }
      ),
      fc.jsonValue()
    )
    const assertion = fc
      .tuple(header, claims, anyText)
      .map((parts) =>
        parts.map((part) => base64(typeof part === 'string' ? part : (JSON.stringify(part) ?? ''))).join('.')
      )
    return fc.assert(
      fc.asyncProperty(path, fc.oneof(assertion, anyText), (at, client_assertion) => {
        const fields = {
          grant_type: 'client_credentials',
          client_assertion_type: ASSERTION_TYPE,
          client_assertion
        }
        return expectAnswer(at, new URLSearchParams(fields).toString())
      }),
      RUNS
    )
  })
})
