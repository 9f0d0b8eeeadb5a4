import { z } from '../../model'

/** Why a browser keeps a page from something (Fetch standard §4.8, §4.9). */
export const CORS_FAULTS = [
  'origin_missing',
  'origin_differs',
  'preflight_status',
  'method_not_allowed',
  'header_not_allowed',
  'no_answer'
] as const

const corsFaultSchema = z.object({
  id: z.enum(CORS_FAULTS),
  /** What the server said instead, or what it left out. */
  value: z.string().optional()
})
export type CorsFault = z.infer<typeof corsFaultSchema>

/** Whether a browser would have let a page of that origin send the request and read the answer. */
export const corsVerdictSchema = z.object({
  origin: z.string(),
  ok: z.boolean(),
  /** A page of the server itself needs nobody's leave. */
  isSameOrigin: z.boolean(),
  /** Whether the browser had to ask beforehand. */
  preflight: z.boolean(),
  fault: corsFaultSchema.optional(),
  /** Headers that the page would need and does not get to read. */
  hidden: z.array(z.string()),
  /** Where this server is in the way. */
  repair: z.literal('switch_cors_on').optional()
})
export type CorsVerdict = z.infer<typeof corsVerdictSchema>
