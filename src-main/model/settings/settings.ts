import { z } from '../zod'
import { checking } from '../records/checking'
import { accessTokenFormatSchema } from '../clients/client-fields'
import { CLIENT_AUTHENTICATION_NAMES } from '../clients/client-authentication'
import { FLOW_NAMES } from './flow'
import { lifetimesSchema } from './lifetimes'
import {
  accountSettings,
  brandingSettings,
  httpsSettings,
  limitSettings,
  listenSettings,
  mailSettings,
  resourceSchema,
  trafficSettings
} from './settings-groups'
import { signingAlgorithmSchema } from '../tokens/signing-key'
import { say } from '../messages/say'

/** One switch per name of a list, all on by default. */
const switches = <Name extends string>(names: readonly [Name, ...Name[]]) =>
  z
    .strictObject(
      Object.fromEntries(names.map((name) => [name, z.boolean().default(true)])) as Record<
        Name,
        z.ZodDefault<z.ZodBoolean>
      >
    )
    .prefault({} as never)

const group = <Shape extends z.core.$ZodShape>(shape: Shape) => z.strictObject(shape).prefault({} as never)

/** An issuer (RFC 8414 §2): an http or https URL without query and fragment, and without a slash at its end. */
export const issuerSchema = z
  .string()
  .max(500)
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), say('issuer_scheme'))
  .refine((value) => !/[?#]/.test(value), say('issuer_query'))
  .refine((value) => !value.endsWith('/'), say('issuer_slash'))

/** Everything that the panel's settings pages and a profile's `settings` can set. Each value is read when it is needed, so a change acts at once. */
export const settingsSchema = z.strictObject({
  issuer: issuerSchema
    .nullable()
    .default(null)
    .describe('The issuer; null follows the address that the server listens on'),
  listen: group(listenSettings),
  flows: switches(FLOW_NAMES).describe('Which flows the server speaks'),
  client_authentication: switches(CLIENT_AUTHENTICATION_NAMES).describe('How clients may prove themselves'),
  accounts: group(accountSettings),
  dynamic_registration: z
    .enum(['off', 'token', 'open'])
    .default('off')
    .describe(
      'Who may register clients at the endpoint of RFC 7591: nobody, who has an access token, everybody'
    ),
  consent: z
    .enum(['ask', 'skip'])
    .default('ask')
    .describe('Whether people are asked before a client gets something of theirs'),
  pkce: group({
    required: z.enum(['public', 'all']).default('public').describe('Which clients must use PKCE (RFC 7636)'),
    plain: z.boolean().default(false).describe('Whether the method plain is accepted beside S256')
  }),
  lifetimes: lifetimesSchema.prefault({}),
  tokens: group({
    access_token_format: accessTokenFormatSchema
      .default('opaque')
      .describe('opaque: 255 characters; jwt: RFC 9068'),
    signing_alg: signingAlgorithmSchema
      .default('RS256')
      .describe('The algorithm that tokens are signed with'),
    expires_in_style: z
      .enum(['lifetime', 'expiry_time'])
      .default('lifetime')
      .describe(
        'expires_in is a lifetime in seconds (RFC 6749 §5.1), or the moment of expiry as the original product had it'
      ),
    refresh_rotation: z
      .boolean()
      .default(true)
      .describe('Whether a refresh token is replaced when it is used (RFC 9700 §4.14)'),
    refresh_grace: z
      .int()
      .min(0)
      .max(300)
      .default(0)
      .describe('For how many seconds a replaced refresh token gives its successor once more'),
    pairwise_salt: z
      .string()
      .min(32)
      .max(255)
      .nullable()
      .default(null)
      .describe(
        'The secret from which pairwise subjects are made (OpenID Connect Core §8.1); null: made when it is first needed'
      )
  }),
  resources: z
    .array(resourceSchema)
    .max(1000)
    .nullable()
    .default(null)
    .describe('The APIs that tokens can be for (RFC 8707); null: any absolute URI'),
  dpop: group({
    nonce_required: z
      .boolean()
      .default(false)
      .describe('Whether a DPoP proof must carry a nonce of this server (RFC 9449 §8)')
  }),
  limits: group(limitSettings),
  mail: group(mailSettings),
  branding: group(brandingSettings),
  cors: group({
    enabled: z
      .boolean()
      .default(true)
      .describe('Whether pages of other origins may call the protocol endpoints'),
    registration: z.boolean().default(false).describe('Whether they may register clients too')
  }),
  outbound: group({
    private_addresses: z
      .boolean()
      .nullable()
      .default(null)
      .describe(
        'Whether the server may fetch what clients name (jwks_uri and such) from private addresses; null: while it listens on loopback alone'
      )
  }),
  https: group(httpsSettings),
  compatibility: group({
    token_in_query: z
      .boolean()
      .default(false)
      .describe('Introspection and revocation read the token from the query string too')
  }),
  traffic: group(trafficSettings),
  durability: z
    .enum(['process', 'power'])
    .nullable()
    .default(null)
    .describe(
      'process: an answer survives the end of the process; power: a loss of power too; null: process on the desktop, power for serve'
    )
})
export type Settings = z.infer<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = Object.freeze(settingsSchema.parse({}, checking(1)))

type DeepPartial<T> = {
  [K in keyof T]?: T[K] extends object | null
    ? T[K] extends readonly unknown[]
      ? T[K]
      : DeepPartial<T[K]>
    : T[K]
}
export type SettingsPatch = DeepPartial<Settings>

/** Some of the settings, without defaults: what a patch and a profile name. */
export const settingsPatchSchema = patchOf(settingsSchema) as unknown as z.ZodType<SettingsPatch>

/** The settings with what the patch names replaced. */
export function patchSettings(settings: Settings, patch: SettingsPatch): Settings {
  const merged: Record<string, unknown> = { ...settings }
  for (const [name, value] of Object.entries(patch)) {
    const current = merged[name]
    merged[name] = isGroup(value) && isGroup(current) ? { ...current, ...withoutUndefined(value) } : value
  }
  return settingsSchema.parse(withoutUndefined(merged), checking(1))
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined))
}

/** The same shape with every member optional and every default taken away, one level of groups deep. */
function patchOf(schema: z.ZodObject): z.ZodObject {
  const shape = Object.entries(schema.shape).map(([name, member]) => {
    const bare = bareOf(member)
    return [name, (bare instanceof z.ZodObject ? patchOf(bare) : bare).optional()] as const
  })
  return z.strictObject(Object.fromEntries(shape))
}

function bareOf(schema: z.core.$ZodType): z.ZodType {
  const wrapped =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault ? schema.def.innerType : undefined
  return wrapped ? bareOf(wrapped) : (schema as z.ZodType)
}
