import { oc } from '@orpc/contract'
import { z, type AccessLevel } from '../model'

/** What the panel's gate and its audit trail read of a procedure. */
export interface ProcedureMeta {
  /** The least level of access that may call it. */
  access?: AccessLevel
  /** Whether the audit trail tells of a call. Left out: of all but GET, since those change something. */
  noted?: boolean
  [other: string]: unknown
}

/** A sentence in English, and apart from its words, so that it can be told in another language. */
const saidSchema = z.object({
  message: z.string(),
  /** Its name, one of `MESSAGES`; left out: it is told as it stands. */
  code: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional()
})

/** One thing that is wrong with what was sent: where, and what is accepted. */
export const issueSchema = saidSchema.extend({
  path: z.array(z.union([z.string(), z.number()])),
  /** What was sent there, as JSON, where it may be shown. */
  found: z.string().optional(),
  /** Of a place that accepts several forms: each of them. */
  anyOf: z.array(saidSchema).optional()
})
export type Issue = z.infer<typeof issueSchema>

/** The errors that every procedure may answer with; REST shows them with these status codes. */
const errors = {
  UNAUTHORIZED: { status: 401, message: 'Sign in first' },
  FORBIDDEN: { status: 403, message: 'This is not yours to do' },
  NOT_FOUND: { status: 404, message: 'There is no such thing' },
  CONFLICT: { status: 409, message: 'That exists already' },
  UNPROCESSABLE_CONTENT: {
    status: 422,
    message: 'Something that was sent is not accepted',
    data: z.object({ issues: z.array(issueSchema) })
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    message: 'Too many tries',
    data: z.object({ retryAfterSeconds: z.number() })
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    message: 'The data can not be written now; look what stands there before you try again'
  }
} as const

/** The start of every procedure: says who may call it, and answers with the errors above. */
export const procedure = (access: AccessLevel) => oc.$meta<ProcedureMeta>({ access }).errors(errors)

/** What a list is asked with. */
export const pageRequest = z.object({
  search: z.string().max(200).optional(),
  offset: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50)
})

/** A page of a list; `total` counts all pages. */
export const pageOf = <Schema extends z.ZodType>(item: Schema) =>
  z.object({ items: z.array(item), total: z.int().nonnegative() })
