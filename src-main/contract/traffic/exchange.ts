import { FAULT_KINDS, z } from '../../model'

/** A request to a protocol endpoint or a page of a person, and how it ended, without its secrets. */
export const exchangeSchema = z.object({
  id: z.int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  method: z.string(),
  path: z.string(),
  /** Set where a person saw a page. */
  page: z.boolean().optional(),
  client_id: z.string().optional(),
  /** The name of the person that it is about. */
  user: z.string().optional(),
  grant_type: z.string().optional(),
  status: z.int(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  /** The rule that refused it. */
  reason: z.string().optional(),
  /** Faults that were armed and acted on it. */
  faults: z.array(z.enum(FAULT_KINDS)).optional(),
  durationMs: z.number(),
  /** What belongs to one flow carries the same number. */
  flow: z.int().optional(),
  bookmarked: z.boolean().optional(),
  /** What somebody wrote beside it. */
  note: z.string().optional()
})
export type Exchange = z.infer<typeof exchangeSchema>
