import { z } from '../zod'
import { accessTokenFormatSchema } from '../clients/client-fields'
import { lifetimeSeconds } from './lifetimes'
import { scopeTokenSchema } from '../tokens/scope'
import { imageDataUri, label } from '../text'
import { say } from '../messages/say'

const DAY = 86_400
const HIGHEST_LIMIT = 1_000_000_000
/** Characters of the certificates that vouch for clients, all together. */
export const MAX_CLIENT_CA = 100_000

const off = (description: string) => z.boolean().default(false).describe(description)
const limit = (description: string) =>
  z.int().min(1).max(HIGHEST_LIMIT).nullable().default(null).describe(`${description}; null: no limit`)

/** A host name, or an address. */
const HOST = /^([a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*)$/
const host = (message: string) => z.string().trim().toLowerCase().regex(HOST, message)

/** A name or an address to listen on. */
const listenHost = host(say('listen_host'))

/** An address, or a network in CIDR notation (RFC 4632 §3.1). */
const proxyAddress = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (value) => [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()].some((kind) => kind.safeParse(value).success),
    say('proxy_address')
  )

/** `settings.listen` */
export const listenSettings = {
  host: listenHost
    .nullable()
    .default(null)
    .describe('What the server listens on from its next start on; null: localhost, both loopback addresses'),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .nullable()
    .default(null)
    .describe('The port from the next start on; null: 9000'),
  panel: z.boolean().default(true).describe('Whether the panel is served to browsers, and REST with it')
}

/** `settings.https` */
export const httpsSettings = {
  enabled: off(
    'Whether the server speaks https from its next start on, with a certificate of a local authority'
  ),
  names: z
    .array(host(say('certificate_host')))
    .max(50)
    .default([])
    .describe(
      'Names and addresses that the local certificate is for, beside localhost and the host of the issuer'
    ),
  behind_proxy: off('Whether X-Forwarded-Proto of a server in between that ends TLS is believed'),
  trusted_proxies: z
    .array(proxyAddress)
    .max(50)
    .default([])
    .describe(
      'Addresses and networks of servers in between whose X-Forwarded-For, -Proto and -Host are believed; nobody else’s are'
    ),
  client_ca: z
    .string()
    .max(MAX_CLIENT_CA)
    .nullable()
    .default(null)
    .describe('The certificates, in PEM, that tls_client_auth trusts to vouch for clients (RFC 8705 §2.1)')
}

/** `settings.accounts` */
export const accountSettings = {
  registration: off('Whether people may sign up by themselves'),
  email_verification: off(
    'Whether an e-mail address must be confirmed by a mailed code before its owner signs in'
  ),
  forgot_password: off('Whether a forgotten password can be replaced with a mailed code'),
  deletion: off('Whether people may delete their own account'),
  quick_sign_in: off('Whether the sign-in page offers the users as cards to click; on loopback alone')
}

/** `settings.limits` */
export const limitSettings = {
  sign_in_attempts: z
    .int()
    .min(1)
    .max(20)
    .default(10)
    .describe('Failed sign-ins per account and per address before a pause'),
  sign_in_pause: lifetimeSeconds.max(DAY).default(300).describe('How long that pause is, in seconds'),
  rate_limiting: z
    .boolean()
    .default(true)
    .describe(
      'Whether sign-ins, and what clients without a secret may register, push or begin at devices, are limited at all'
    ),
  tokens_per_client: limit('Live access and refresh tokens that a client may have'),
  tokens_per_user: limit('Live access and refresh tokens that a person may have'),
  codes_per_user: limit('Unspent authorization codes that a person may have'),
  clients_per_user: limit('Clients that a person may own')
}

/** `settings.mail` */
export const mailSettings = {
  host: label('host', 255)
    .nullable()
    .default(null)
    .describe('The SMTP server; null: messages stay in the outbox of the panel'),
  port: z.int().min(1).max(65_535).default(587).describe('Its port'),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .default('starttls')
    .describe('starttls: encrypted where the server can; tls: from the first byte; none: never'),
  user: label('user', 255).nullable().default(null).describe('Who signs in there; null: nobody has to'),
  password: z.string().max(1000).nullable().default(null).describe('The password of that user'),
  from: label('from', 300)
    .nullable()
    .default(null)
    .describe('The sender; null: no-reply at the host of the issuer'),
  code_length: z.int().min(4).max(10).default(6).describe('Digits of a mailed code'),
  code_lifetime: lifetimeSeconds
    .max(DAY)
    .default(600)
    .describe('How long a mailed code can be used, in seconds')
}

/** `settings.traffic` */
export const trafficSettings = {
  kept: z
    .int()
    .min(100)
    .max(100_000)
    .default(2_000)
    .describe('How many of the latest requests are kept in memory, with their answers'),
  audit_days: z
    .int()
    .min(1)
    .max(3_650)
    .default(90)
    .describe('For how many days the audit trail remembers what was done')
}

const icon = (description: string) => imageDataUri.nullable().default(null).describe(description)

/** `settings.branding` */
export const brandingSettings = {
  server_name: label('server_name', 100)
    .min(1, say('empty', { what: 'server_name' }))
    .default('Friendly OAuth2 Server')
    .describe('The name on the pages of the person who signs in'),
  site_host: label('site_host', 255)
    .nullable()
    .default(null)
    .describe('The site that the pages name at their foot'),
  year: z.int().min(1970).max(9999).nullable().default(null).describe('The year beside it'),
  icon_ico: icon('ICO of 32 × 32'),
  icon_svg: icon('SVG, shown as the logo of the pages'),
  icon_png_180: icon('PNG of 180 × 180'),
  icon_png_192: icon('PNG of 192 × 192'),
  icon_png_512: icon('PNG of 512 × 512')
}

/** An API that tokens can be for (RFC 8707 §2). */
export const resourceSchema = z.strictObject({
  identifier: z
    .string()
    .max(2000)
    .refine((value) => URL.canParse(value), say('not_absolute'))
    .refine((value) => !value.includes('#'), say('resource_fragment')),
  /** The scopes that it knows; left out: every one. */
  scopes: z.array(scopeTokenSchema).max(200).optional(),
  access_token_format: accessTokenFormatSchema.optional()
})
export type Resource = z.infer<typeof resourceSchema>
