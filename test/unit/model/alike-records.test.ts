import { describe, expect, it } from 'vitest'
import { checkRecords, clientSchema, userSchema, type z } from '../../../src-main/model'

/** What stands in a file, as the server itself writes it. */
const written = (schema: z.ZodType, record: object) => schema.parse(record) as Record<string, unknown>

const short = {
  clients: {
    client_id: 'shop',
    client_secret: 'a secret of the shop',
    redirect_uris: ['https://shop.example/callback']
  },
  users: { username: 'alice', email: 'alice@example.com', name: 'Alice' }
}

/** In the place of any member: what some accept and others don't. */
const VALUES = [
  undefined,
  null,
  7,
  -1,
  true,
  '',
  'text',
  ' text to be trimmed ',
  'not\u0000clean',
  'https://other.example/there',
  'client_secret_jwt',
  'none',
  ['text'],
  ['https://other.example/there'],
  ['refresh_token'],
  ['token code', 'code'],
  [],
  {},
  { text: 1 },
  { keys: [] },
  { __proto__: null, text: { deep: [1] } }
]

const LISTS = [
  ['clients', clientSchema, 'client_id'],
  ['users', userSchema, 'username']
] as const

/** A value as text, in which the order of members shows, and what is undefined too. */
const shown = (value: unknown) =>
  JSON.stringify(value, (_, one: unknown) => (one === undefined ? '(undefined)' : one))

describe.each(['keep', 'make'] as const)(
  'a record that resembles the one before it, checked to %s it',
  (how) => {
    describe.each(LISTS)('in %s', (name, schema, key) => {
      const examples = {
        'as it was written': written(schema, short[name]),
        'that leaves out what has a default': short[name],
        'with its members in another order': Object.fromEntries(Object.entries(short[name]).reverse())
      }

      it.each(Object.entries(examples))(
        '%s is accepted exactly where its schema accepts it, and is then what that makes of it',
        (_, example) => {
          const another = { ...example, [key]: 'another' }
          // Members that the example doesn't have take another way, and one of them has nothing to resemble.
          const members = [...Object.keys(written(schema, example)), 'response_types', 'unknown']
          for (const member of members)
            for (const value of VALUES) {
              const variant = { ...another, [member]: value }
              const { data } = schema.safeParse(variant)
              const records = checkRecords(name, [example, variant], how)
              expect(shown(records?.[1]), shown(variant)).toBe(shown(data))
              const besideOne = checkRecords(name, [example, { ...variant, [key]: 'third' }, variant], how)
              if (member !== key) expect(shown(besideOne?.[2]), shown(variant)).toBe(shown(data))
            }
        }
      )

      it('is not accepted with a member that nobody knows, nor under the same name', () => {
        const example = written(schema, short[name])
        const another = { ...example, [key]: 'another' }
        expect(checkRecords(name, [example, { ...another, unknown: 1 }], how)).toBeUndefined()
        expect(checkRecords(name, [example, { ...example }], how)).toBeUndefined()
        expect(checkRecords(name, [example, another], how)).toEqual([example, another])
      })
    })

    it('is refused where its members contradict each other', () => {
      const client = written(clientSchema, short.clients)
      const contradictory = { ...client, client_id: 'another', token_endpoint_auth_method: 'private_key_jwt' }
      expect(checkRecords('clients', [client, contradictory], how)).toBeUndefined()
    })

    it('gets the grants that its own members allow, not those of the one before', () => {
      const clients = [
        { client_id: 'service', client_secret: 's' },
        { client_id: 'web', client_secret: 's', redirect_uris: ['https://web.example/'] },
        { client_id: 'page', token_endpoint_auth_method: 'none', redirect_uris: ['https://page.example/'] },
        { client_id: 'another', client_secret: 's', redirect_uris: [] }
      ]
      expect(checkRecords('clients', clients, how)?.map(({ grant_types }) => grant_types)).toEqual([
        ['client_credentials'],
        ['authorization_code', 'refresh_token', 'client_credentials'],
        ['authorization_code', 'refresh_token'],
        ['client_credentials']
      ])
    })
  }
)

describe('many records that are checked', () => {
  const records = ['alice', 'bob', 'carol'].map((username) => written(userSchema, { username }))

  it('are the very ones that were given, to keep them', () => {
    const kept = checkRecords('users', records, 'keep')
    expect(kept?.every((record, at) => record === records[at])).toBe(true)
  })

  it('share no list and no object with those or each other, where they are made', () => {
    const made = checkRecords('users', records, 'make')
    const bare = checkRecords('users', [{ username: 'dave' }, { username: 'erin' }], 'make')
    const all = [...records, ...(made ?? []), ...(bare ?? [])]
    expect(all).toHaveLength(8)
    expect(new Set(all.map(({ roles }) => roles)).size).toBe(8)
    expect(new Set(all.map(({ claims }) => claims)).size).toBe(8)
  })
})
