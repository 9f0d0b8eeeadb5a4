import { z } from '../../model'

/** What the server can be started with, and then keeps to until it is started anew. */
export const FIXABLE = ['host', 'port', 'issuer', 'panel', 'https'] as const
export type Fixable = (typeof FIXABLE)[number]

/** The local authority: what clients are to trust. */
const authoritySchema = z.object({
  /** Its certificate. */
  pem: z.string(),
  /** The SHA-256 digest of it, in pairs of digits with colons between them. */
  fingerprint: z.string(),
  validTo: z.number()
})

/** A certificate that is served. Moments are in milliseconds since 1970. */
const certificateSchema = z.object({
  source: z.enum(['files', 'local']),
  file: z.string(),
  names: z.string(),
  issuer: z.string(),
  validTo: z.number(),
  /** Names that were wanted and that the local authority may not vouch for. */
  uncovered: z.array(z.string()),
  authority: authoritySchema.optional()
})

/** What there is to know of the running server beside its settings. */
export const serverFactsSchema = z.object({
  version: z.string(),
  node: z.string(),
  platform: z.string(),
  pid: z.int(),
  uptimeSeconds: z.number(),
  /** Bytes. */
  memory: z.object({ resident: z.number(), heap: z.number() }),
  store: z.object({
    kind: z.enum(['memory', 'json-file', 'postgres', 'other']),
    durability: z.enum(['process', 'power']),
    /** Why it can't be written, while it can't. */
    problem: z.string().optional(),
    /** Where the data lies; for administrators. */
    folder: z.string().optional()
  }),
  /** The certificate that is served; none: plain HTTP. */
  tls: certificateSchema.optional(),
  /** Given by an option or the environment, so that a stored setting doesn't count. */
  fixed: z.array(z.enum(FIXABLE)),
  /** Where it is asked, whatever the issuer says. */
  address: z.string(),
  /** Stored settings that act from the next start on. */
  pending: z.array(z.enum(['host', 'port', 'https']))
})
export type ServerFacts = z.infer<typeof serverFactsSchema>
