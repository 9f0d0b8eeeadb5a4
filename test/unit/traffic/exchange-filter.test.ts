import { describe, expect, it } from 'vitest'
import { formatFilterTerm, parseExchangeFilter } from '../../../src-main/contract'
import { rulesFor } from '../../../src-main/inspector'
import { REFUSAL_REASONS } from '../../../src-main/oauth'

describe('the filter of the traffic', () => {
  it('reads terms, negations, quoted values and words', () => {
    expect(
      parseExchangeFilter('client:web-spa status:4xx -path:/jwks.json "two words" user:"Ann Lee"')
    ).toEqual([
      { key: 'client', value: 'web-spa', negated: false },
      { key: 'status', value: '4xx', negated: false },
      { key: 'path', value: '/jwks.json', negated: true },
      { value: 'two words', negated: false },
      { key: 'user', value: 'Ann Lee', negated: false }
    ])
  })

  it('takes a word with a colon, such as an address, for text', () => {
    expect(parseExchangeFilter('http://localhost:3000/cb')).toEqual([
      { value: 'http://localhost:3000/cb', negated: false }
    ])
  })

  it('writes what it read', () => {
    const text = 'client:web-spa -path:/jwks.json user:"Ann Lee" words'
    expect(parseExchangeFilter(text).map(formatFilterTerm).join(' ')).toBe(text)
  })

  it.each(['', '   ', '-', ':', 'client:', '"', '-"', 'a:b:c'])('makes sense of %j', (text) => {
    expect(() => parseExchangeFilter(text)).not.toThrow()
  })
})

const GRANTS = [
  'authorization_code',
  'refresh_token',
  'password',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer'
]
const PATHS = [
  'authorize',
  'par',
  'device_authorization',
  'userinfo',
  'introspect',
  'revoke',
  'register',
  'logout'
]

describe('the story of a refusal', () => {
  it('has a rule for every reason that the protocol refuses with', () => {
    const rules = [
      ...GRANTS.flatMap((grant_type) => rulesFor({ path: '/oauth2/token', grant_type })),
      ...PATHS.flatMap((path) => rulesFor({ path: `/oauth2/${path}` })),
      ...rulesFor({ path: '/device' })
    ]
    const told = new Set(rules.flatMap(({ reasons }) => reasons))
    expect(REFUSAL_REASONS.filter((reason) => !told.has(reason))).toEqual([])
  })
})
