import { resolve } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { profileJsonSchema, z } from '../../../src-main/model'
import { FIELD_DESCRIPTIONS } from '../../../src-main/model/profile/field-descriptions'

const FILE = resolve(import.meta.dirname, '../../../resources/profile.schema.json')

interface Field {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Field>>
  readonly items?: Field
  readonly anyOf?: readonly Field[]
}

/** Every field with where it stands. */
function fieldsOf(schema: Field, place = ''): { readonly path: string; readonly description?: string }[] {
  const within = [schema.items, ...(schema.anyOf ?? [])].flatMap((part) =>
    part ? fieldsOf(part, place) : []
  )
  return Object.entries(schema.properties ?? {}).reduce((fields, [name, field]) => {
    const path = place === '' ? name : `${place}.${name}`
    const { description } = field
    return [...fields, { path, ...(description !== undefined && { description }) }, ...fieldsOf(field, path)]
  }, within)
}

describe("the profile's JSON Schema", () => {
  it('in resources/profile.schema.json is the one that the definitions give (npx vitest run --project unit -u writes it)', async () => {
    const text = JSON.stringify(profileJsonSchema())
    const style = await resolveConfig(FILE)
    await expect(await format(text, { ...style, filepath: FILE })).toMatchFileSnapshot(FILE)
  })

  it('accepts a profile and refuses an unknown field, as the validation does', () => {
    const schema = z.fromJSONSchema(profileJsonSchema())
    const client = { client_id: 'my-app', client_secret: 'secret', grant_types: ['client_credentials'] }
    const user = { username: 'alice', email: 'alice@example.com', roles: ['user'], claims: { team: 1 } }
    const settings = { flows: { oauth2_client_credentials: false }, lifetimes: { access_token: 60 } }
    const profile = { $schema: 'profile.schema.json', version: 1, settings, clients: [client], users: [user] }
    expect(schema.safeParse(profile).error?.issues).toBeUndefined()
    expect(schema.safeParse({ ...profile, version: 2 }).success).toBe(false)
    expect(schema.safeParse({ ...profile, users: [{ ...user, emal: 'x' }] }).success).toBe(false)
    expect(
      schema.safeParse({ ...profile, clients: [{ ...client, token_endpoint_auth_method: 'x' }] }).success
    ).toBe(false)
    expect(schema.safeParse({ ...profile, settings: { lifetimes: { access_token: 0 } } }).success).toBe(false)
  })

  it('describes every field, for whoever writes a profile in an editor', () => {
    const fields = fieldsOf(profileJsonSchema() as Field)
    expect(fields.length).toBeGreaterThan(200)
    expect(fields.filter(({ description }) => !description).map(({ path }) => path)).toEqual([])
    const paths = fields.map(({ path }) => path)
    expect(Object.keys(FIELD_DESCRIPTIONS).filter((path) => !paths.includes(path))).toEqual([])
  })

  it('describes each setting with its default', () => {
    const { properties } = profileJsonSchema() as {
      properties: { settings: { properties: Record<string, unknown> } }
    }
    expect(properties.settings.properties.issuer).toMatchObject({
      default: null,
      description: expect.stringMatching(/issuer/) as string
    })
    expect(properties.settings.properties.tokens).toMatchObject({
      properties: { access_token_format: { default: 'opaque', enum: ['opaque', 'jwt'] } }
    })
  })
})
