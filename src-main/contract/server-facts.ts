import { z } from '../model'

/** What the server can be started with, and then keeps to until it is started anew. */
export const FIXABLE = ['host', 'port', 'issuer', 'panel'] as const
export type Fixable = (typeof FIXABLE)[number]

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
    kind: z.enum(['memory', 'json-file', 'other']),
    durability: z.enum(['process', 'power']),
    /** Why it can't be written, while it can't. */
    problem: z.string().optional(),
    /** Where the data lies; for administrators. */
    folder: z.string().optional()
  }),
  /** The certificate that is served; none: plain HTTP. */
  tls: z.object({ file: z.string(), names: z.string(), issuer: z.string(), validTo: z.number() }).optional(),
  /** Given by an option or the environment, so that a stored setting doesn't count. */
  fixed: z.array(z.enum(FIXABLE)),
  /** Where it is asked, whatever the issuer says. */
  address: z.string(),
  /** Stored settings that act from the next start on. */
  pending: z.array(z.enum(['host', 'port']))
})
export type ServerFacts = z.infer<typeof serverFactsSchema>
