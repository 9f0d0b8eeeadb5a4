import { describe, expect, it } from 'vitest'
import { describeIssues, formatPath, parseProfile, profileSchema } from '../../../src-main/model'

/** The faults of a profile, each as `path: what is accepted`. */
function faults(input: unknown): string[] {
  return (parseProfile(input).issues ?? []).map(({ path, message }) => `${formatPath(path)}: ${message}`)
}

const profileWith = (part: object) => ({ version: 1, ...part })

describe('a profile', () => {
  it('takes the default of every field that it leaves out', () => {
    const { profile } = parseProfile(
      profileWith({ users: [{ username: 'alice' }], roles: [{ name: 'tester' }] })
    )
    expect(profile).toEqual({
      version: 1,
      users: [{ username: 'alice', roles: ['user'], blocked: false, claims: {} }],
      roles: [{ name: 'tester', description: '' }]
    })
  })

  it('names the settings that it sets and no other, so that an import leaves the rest', () => {
    const settings = { tokens: { access_token_format: 'jwt' } }
    expect(parseProfile(profileWith({ settings })).profile?.settings).toEqual(settings)
  })

  it.each<[string, object, string]>([
    [
      'a field of a user',
      { users: [{ username: 'a', emal: 'a@b.example' }] },
      'users[0].emal: unknown field; did you mean `email`?'
    ],
    ['a field of the profile', { client: [] }, 'client: unknown field; did you mean `clients`?'],
    [
      'a flow',
      { settings: { flows: { oauth2_client_credential: true } } },
      'settings.flows.oauth2_client_credential: unknown field; did you mean `oauth2_client_credentials`?'
    ],
    [
      'swapped letters in a client, although what a client is gets preprocessed',
      { clients: [{ client_id: 'a', client_secret: 'x', client_anme: 'y' }] },
      'clients[0].client_anme: unknown field; did you mean `client_name`?'
    ],
    [
      'a field below an optional one',
      { users: [{ username: 'a', address: { citty: 'x', localty: 'y' } }] },
      'users[0].address.localty: unknown field; did you mean `locality`?'
    ]
  ])('that mistypes %s is told the nearest known one', (_, part, fault) => {
    expect(faults(profileWith(part))).toContain(fault)
  })

  it('with a field that resembles none is told which are known', () => {
    expect(faults(profileWith({ roles: [{ name: 'a', zork: 1 }] }))).toEqual([
      'roles[0].zork: unknown field; known here: name, description'
    ])
  })

  it.each<[string, object, string]>([
    [
      'type',
      { users: [{ username: 'a', blocked: 'yes' }] },
      'users[0].blocked: must be true or false (found "yes")'
    ],
    [
      'choice',
      { settings: { tokens: { access_token_format: 'JWT' } } },
      'settings.tokens.access_token_format: must be one of "opaque", "jwt" (found "JWT")'
    ],
    [
      'lower bound',
      { settings: { lifetimes: { access_token: 0 } } },
      'settings.lifetimes.access_token: must be a whole number of seconds, at least 1 (found 0)'
    ],
    [
      'upper bound',
      { settings: { limits: { sign_in_attempts: 21 } } },
      'settings.limits.sign_in_attempts: must be at most 20 (found 21)'
    ],
    [
      'form',
      { users: [{ username: 'a', email: 'nobody' }] },
      'users[0].email: must be an e-mail address (found "nobody")'
    ],
    ['missing field', { roles: [{}] }, 'roles[0].name: is required: a text'],
    ['list', { users: {} }, 'users: must be a list'],
    [
      'contradiction (RFC 6749 §4.4)',
      {
        clients: [{ client_id: 'a', token_endpoint_auth_method: 'none', grant_types: ['client_credentials'] }]
      },
      'clients[0].grant_types: client_credentials is for confidential clients only (RFC 6749 §4.4)'
    ],
    [
      'key that stands twice',
      { roles: [{ name: 'a' }, { name: 'a' }] },
      'roles[1].name: a stands twice (found "a")'
    ],
    [
      'union',
      { users: [{ username: 'a', picture: 'x' }] },
      'users[0].picture: must be an absolute http or https URL, or must be a data URI of a PNG, JPEG, GIF, WebP, SVG or ICO picture in base64 (found "x")'
    ]
  ])('with a wrong %s is told the path, what is accepted and what was found', (_, part, fault) => {
    expect(faults(profileWith(part))).toEqual([fault])
  })

  it('never sees its secrets repeated in a fault', () => {
    const text = faults(
      profileWith({
        users: [{ username: 'a', password: '', password_hash: 'plain-text-password' }],
        clients: [
          { client_id: 'a', client_secret: 'geheim\u0000ü' },
          { client_id: 'b', client_secret: 12345678 }
        ],
        keys: [{ kid: 'k', alg: 'none', kty: 'RSA', d: 'private-part', iat: 'x' }]
      })
    ).join('\n')
    expect(text).toContain('users[0].password_hash: must be a bcrypt hash')
    expect(text).not.toMatch(/plain-text-password|geheim|12345678|private-part/)
  })

  it('that is no object, or of another version, is told so', () => {
    expect(faults(null)).toEqual(['(the whole document): must be an object (found null)'])
    expect(faults([])).toEqual(['(the whole document): must be an object'])
    expect(faults({ version: 2 })).toEqual(['version: version must be 1 (found 2)'])
  })

  it('has every one of its faults named at once', () => {
    expect(faults({ version: 1, users: [{ username: '' }], roles: [{ name: 'ä' }], zork: 1 })).toHaveLength(3)
  })
})

describe('a profile of many records', () => {
  const many = {
    $schema: 'https://example.com/profile.schema.json',
    version: 1,
    clients: Array.from({ length: 400 }, (_, at) => ({
      client_secret: `secret of client ${at}`,
      client_id: `client-${at}`,
      ...(at % 3 === 0 && { redirect_uris: [`https://app-${at}.example/callback`] }),
      ...(at % 4 === 0 && {
        response_types: ['token code'],
        grant_types: ['authorization_code', 'implicit']
      }),
      ...(at % 5 === 0 && { claims: { tenant: at, deep: { list: [at] } } })
    })),
    users: Array.from({ length: 400 }, (_, at) => ({
      email: `Person-${at}@example.com`,
      username: ` person-${at} `,
      ...(at % 2 === 0 && { roles: ['user', 'tester'] }),
      ...(at % 7 === 0 && { address: { country: 'DE' }, picture: `https://example.com/${at}.png` })
    })),
    roles: [{ name: 'tester' }],
    settings: { flows: { device: false } }
  }

  it('is what its schema makes of it, member by member in the same order', () => {
    expect(JSON.stringify(parseProfile(many).profile)).toBe(JSON.stringify(profileSchema.parse(many)))
  })

  it.each<[string, object]>([
    ['client', { clients: [...many.clients, { client_id: 'last', client_secret: 'geheim\u0000' }] }],
    ['person', { users: [...many.users.slice(0, 350), { username: 'last', emial: 'a@b.example' }] }],
    ['key that stands twice', { users: [...many.users, many.users[7]] }],
    [
      'contradiction',
      {
        clients: [
          ...many.clients,
          { ...many.clients[4], client_id: 'last', token_endpoint_auth_method: 'private_key_jwt' }
        ]
      }
    ],
    ['setting beside a wrong role', { settings: { flows: { devize: true } }, roles: [{ name: 7 }] }],
    ['list', { clients: 'none' }]
  ])('with a fault in a %s is told of it in the words of its schema', (_, part) => {
    const input = { ...many, ...part }
    const { error } = profileSchema.safeParse(input)
    expect(parseProfile(input)).toEqual({ issues: describeIssues(profileSchema, error!, input) })
  })
})

describe('a path', () => {
  it('is written as people write it', () => {
    expect(formatPath(['users', 0, 'claims', 'https://a.example/x'])).toBe(
      'users[0].claims["https://a.example/x"]'
    )
  })
})
