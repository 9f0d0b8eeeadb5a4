import { describe, expect, it } from 'vitest'
import {
  accessLevelOf,
  clientProblems,
  clientSchema,
  DEFAULT_SETTINGS,
  foldName,
  issuerSchema,
  label,
  loginNamesOf,
  nearestName,
  parseScopeList,
  patchSettings,
  publicJwk,
  redirectUriSchema,
  scopeListSchema,
  settingsPatchSchema,
  vschar,
  webUrl,
  type Client,
  type SettingsPatch,
  type SigningKey
} from '../../../src-main/model'

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success

describe('a client', () => {
  const client = (fields: object): Client => {
    const base = {
      client_id: 'a',
      client_name: '',
      contacts: [],
      redirect_uris: [],
      grant_types: [] as string[]
    }
    return {
      ...base,
      token_endpoint_auth_method: 'client_secret_basic',
      lifetimes: {},
      blocked: false,
      claims: {},
      client_secret: 's'.repeat(50),
      post_logout_redirect_uris: [],
      request_uris: [],
      subject_type: 'public',
      application_type: 'web',
      ...fields
    } as Client
  }
  const pathsOf = (fields: object) => clientProblems(client(fields)).map(({ path }) => path)
  const jwks = { keys: [{ kty: 'EC' }] }

  it('that fits together has no problem', () => {
    expect(pathsOf({ grant_types: ['client_credentials'] })).toEqual([])
    expect(
      pathsOf({ token_endpoint_auth_method: 'private_key_jwt', client_secret: undefined, jwks })
    ).toEqual([])
    expect(pathsOf({ token_endpoint_auth_method: 'none', client_secret: undefined })).toEqual([])
  })

  it.each<[string, object, string[]]>([
    ['a method with a secret needs one', { client_secret: undefined }, ['client_secret']],
    [
      'private_key_jwt needs a key (RFC 7523 §2.2)',
      { token_endpoint_auth_method: 'private_key_jwt' },
      ['jwks']
    ],
    [
      'jwks and jwks_uri exclude each other (RFC 7591 §2)',
      { jwks, jwks_uri: 'https://a.example/jwks' },
      ['jwks_uri']
    ],
    [
      'client_credentials is for confidential clients (RFC 6749 §4.4)',
      { token_endpoint_auth_method: 'none', grant_types: ['client_credentials'] },
      ['grant_types']
    ],
    [
      'admin is never given to a public client',
      { token_endpoint_auth_method: 'none', scope: 'a admin' },
      ['scope']
    ],
    [
      'an assertion algorithm goes with its method (RFC 7591 §2)',
      { token_endpoint_auth_signing_alg: 'RS256' },
      ['token_endpoint_auth_signing_alg']
    ],
    [
      'a MAC key is as long as the digest (RFC 7518 §3.2)',
      { token_endpoint_auth_method: 'client_secret_jwt', client_secret: 's'.repeat(31) },
      ['client_secret']
    ],
    [
      'a longer digest needs a longer key (RFC 7518 §3.2)',
      {
        token_endpoint_auth_method: 'client_secret_jwt',
        token_endpoint_auth_signing_alg: 'HS512',
        client_secret: 's'.repeat(63)
      },
      ['client_secret']
    ]
  ])('%s', (_, fields, paths) => {
    expect(pathsOf(fields)).toEqual(paths)
  })

  it('that is public gets no grant by default, and a confidential one client_credentials', () => {
    expect(clientSchema.parse({ client_id: 'a', token_endpoint_auth_method: 'none' }).grant_types).toEqual([])
    expect(clientSchema.parse({ client_id: 'a', client_secret: 's' }).grant_types).toEqual([
      'client_credentials'
    ])
  })

  it('may not bring a private key where the public one belongs', () => {
    const fields = { client_id: 'a', token_endpoint_auth_method: 'private_key_jwt' }
    expect(accepts(clientSchema, { ...fields, jwks })).toBe(true)
    expect(accepts(clientSchema, { ...fields, jwks: { keys: [{ kty: 'EC', d: 'x' }] } })).toBe(false)
    expect(accepts(clientSchema, { ...fields, jwks: { keys: [{ kty: 'RSA', k: 'x' }] } })).toBe(false)
  })
})

describe('a redirect URI (RFC 6749 §3.1.2, RFC 9700 §4.1)', () => {
  it.each([
    'https://a.example/cb',
    'http://localhost:3000/cb?x=1',
    'http://127.0.0.1/',
    'com.example.app:/cb',
    'myapp://cb'
  ])('may be %s', (uri) => expect(accepts(redirectUriSchema, uri)).toBe(true))

  it.each([
    ['relative', '/cb'],
    ['empty', ''],
    ['with a fragment', 'https://a.example/cb#x'],
    ['with an empty fragment', 'https://a.example/cb#'],
    ['with a wildcard', 'https://*.a.example/cb'],
    ['with user information', 'https://me@a.example/cb'],
    ['with a space', 'https://a.example/c b'],
    ['with a control character', 'https://a.example/c\u0000b'],
    ['with a line end', 'https://a.example/cb\n'],
    ['with a backslash', 'https://a.example\\@b.example/'],
    ['that runs code', 'javascript:alert(1)'],
    ['that runs code, in capitals', 'JavaScript:alert(1)'],
    ['that carries data', 'data:text/html,x'],
    ['that reads a file', 'file:///etc/passwd'],
    ['of more than 2000 characters', `https://a.example/${'x'.repeat(2000)}`]
  ])('may not be one %s', (_, uri) => expect(accepts(redirectUriSchema, uri)).toBe(false))
})

describe('settings', () => {
  it('are patched group by group: what the patch names is replaced, the rest stays', () => {
    const changed = patchSettings(DEFAULT_SETTINGS, {
      tokens: { access_token_format: 'jwt' },
      issuer: 'https://id.example'
    })
    expect(changed).toEqual({
      ...DEFAULT_SETTINGS,
      issuer: 'https://id.example',
      tokens: { ...DEFAULT_SETTINGS.tokens, access_token_format: 'jwt' }
    })
    expect(DEFAULT_SETTINGS.tokens.access_token_format).toBe('opaque')
  })

  it('take null where it means something', () => {
    const set = patchSettings(DEFAULT_SETTINGS, { issuer: 'https://id.example', durability: 'power' })
    expect(patchSettings(set, { issuer: null, durability: null })).toEqual(DEFAULT_SETTINGS)
  })

  it('are unchanged by a patch that names nothing, or undefined', () => {
    const patch = { tokens: { signing_alg: undefined }, issuer: undefined } as SettingsPatch
    expect(patchSettings(DEFAULT_SETTINGS, {})).toEqual(DEFAULT_SETTINGS)
    expect(patchSettings(DEFAULT_SETTINGS, patch)).toEqual(DEFAULT_SETTINGS)
  })

  it('take no unknown name and no value out of bounds, in a patch as in whole', () => {
    for (const patch of [
      { flow: {} },
      { flows: { nothing: true } },
      { lifetimes: { access_token: 1.5 } },
      { flows: { oauth2_client_credentials: 'on' } }
    ])
      expect(accepts(settingsPatchSchema, patch)).toBe(false)
    expect(settingsPatchSchema.parse({ flows: {} })).toEqual({ flows: {} })
  })

  it('have an issuer that is an http or https URL without query, fragment and last slash (RFC 8414 §2)', () => {
    for (const issuer of ['http://localhost:9000', 'https://id.example/a'])
      expect(accepts(issuerSchema, issuer)).toBe(true)
    for (const issuer of ['localhost', 'ftp://a', 'https://a/', 'https://a?x', 'https://a#x'])
      expect(accepts(issuerSchema, issuer)).toBe(false)
  })
})

describe('text', () => {
  it('of a client id and a secret is printable ASCII, space included (RFC 6749 appendix A)', () => {
    for (const text of ['a', ' ~', 'id-1:%&"\\']) expect(accepts(vschar('it'), text)).toBe(true)
    for (const text of ['', 'ä', 'a\n', '\u007f', 'x'.repeat(256)])
      expect(accepts(vschar('it'), text)).toBe(false)
  })

  it('for people is one line without control characters', () => {
    expect(label('name').parse('  Zoë 🐻 ')).toBe('Zoë 🐻')
    for (const text of ['a\nb', 'a\u001bb', 'a\u2028b', 'x'.repeat(201)])
      expect(accepts(label('name'), text)).toBe(false)
  })

  it('of a link is an http or https URL without a user', () => {
    for (const url of ['https://a.example/x', 'http://localhost']) expect(accepts(webUrl, url)).toBe(true)
    for (const url of ['javascript:alert(1)', '//a.example', 'https://a@b.example', 'ftp://a'])
      expect(accepts(webUrl, url)).toBe(false)
  })

  it('of a name to sign in with is folded, so that spelling fools no limit', () => {
    expect(foldName(' ＡLICE@Example.com ')).toBe('alice@example.com')
    expect(loginNamesOf({ username: 'Alice', email: 'alice' })).toEqual(['alice'])
  })
})

describe('scopes (RFC 6749 §3.3)', () => {
  it('are tokens separated by single spaces', () => {
    for (const scope of ['', 'a', 'a b:c', '!~']) expect(accepts(scopeListSchema, scope)).toBe(true)
    for (const scope of [' a', 'a ', 'a  b', 'a\tb', '"', '\\', 'ä'])
      expect(accepts(scopeListSchema, scope)).toBe(false)
  })

  it('are counted once', () => {
    expect(parseScopeList('a b a')).toEqual(['a', 'b'])
    expect(parseScopeList(undefined)).toEqual([])
  })
})

describe('other rules', () => {
  it('the highest role decides the level of access', () => {
    expect([[], ['user', 'moderator'], ['moderator', 'administrator']].map(accessLevelOf)).toEqual([
      'user',
      'moderator',
      'administrator'
    ])
  })

  it('the public half of a key holds none of its private members (RFC 7518 §6)', () => {
    const key = {
      kty: 'RSA',
      kid: 'k',
      alg: 'RS256',
      use: 'sig',
      n: 'n',
      e: 'e',
      iat: 1,
      d: 'd',
      p: 'p',
      q: 'q',
      dp: 'x',
      dq: 'x',
      qi: 'x'
    }
    expect(publicJwk(key as unknown as SigningKey)).toEqual({
      kty: 'RSA',
      kid: 'k',
      alg: 'RS256',
      use: 'sig',
      n: 'n',
      e: 'e'
    })
  })

  it('the nearest name is at most one slip in three characters away', () => {
    const names = ['email', 'email_verified', 'name', 'nickname']
    expect(nearestName('emal', names)).toBe('email')
    expect(nearestName('eamil', names)).toBe('email')
    expect(nearestName('Nikname', names)).toBe('nickname')
    expect(nearestName('telephone', names)).toBeUndefined()
  })
})
