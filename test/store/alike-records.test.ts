import { describe, expect, it } from 'vitest'
import { clientSchema, userSchema, type z } from '../../src-main/model'
import { checkRecords } from '../../src-main/store/json-file/configuration/check-records'

/** What stands in a file, as the server itself writes it. */
const written = (schema: z.ZodType, record: object) => schema.parse(record) as Record<string, unknown>

const client = written(clientSchema, {
  client_id: 'shop',
  client_secret: 'a secret of the shop',
  redirect_uris: ['https://shop.example/callback']
})
const user = written(userSchema, { username: 'alice', email: 'alice@example.com', name: 'Alice' })

/** In the place of any member: what some accept and others don't. */
const VALUES = [
  null,
  7,
  -1,
  true,
  '',
  'text',
  'not\u0000clean',
  'https://other.example/there',
  'client_secret_jwt',
  'none',
  ['text'],
  ['https://other.example/there'],
  ['refresh_token'],
  [],
  {},
  { text: 1 },
  { keys: [] }
]

describe('a record that resembles the one before it', () => {
  for (const [name, schema, example, key] of [
    ['clients', clientSchema, client, 'client_id'],
    ['users', userSchema, user, 'username']
  ] as const) {
    const another = { ...example, [key]: 'another' }
    const variants = Object.keys(example).flatMap((member) =>
      VALUES.map((value) => ({ ...another, [member]: value }))
    )

    it(`is accepted in ${name} exactly where its schema accepts it, and is then what the schema makes of it`, () => {
      for (const variant of variants) {
        const { data } = schema.safeParse(variant)
        const records = checkRecords(name, [example, variant])
        expect(records?.[1], JSON.stringify(variant)).toEqual(data)
      }
    })

    it(`is not accepted in ${name} with a member that nobody knows, nor under the same name`, () => {
      expect(checkRecords(name, [example, { ...another, unknown: 1 }])).toBeUndefined()
      expect(checkRecords(name, [example, { ...example }])).toBeUndefined()
      expect(checkRecords(name, [example, another])).toEqual([example, another])
    })

    it(`is accepted in ${name} without what has a default, which it gets`, () => {
      const { blocked, ...rest } = another as Record<string, unknown>
      expect(checkRecords(name, [example, rest])?.[1]).toEqual({ ...rest, blocked })
    })
  }

  it('is refused where its members contradict each other', () => {
    const contradictory = { ...client, client_id: 'another', token_endpoint_auth_method: 'private_key_jwt' }
    expect(checkRecords('clients', [client, contradictory])).toBeUndefined()
  })
})
