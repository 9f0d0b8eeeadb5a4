import { z } from '../../model'
import { exchangeSchema } from './exchange'

const headers = z.array(z.tuple([z.string(), z.string()]))

/** One rule on the way of a request, and whether it held; `waiting`: the request did not come so far. */
const ruleSchema = z.object({
  id: z.string(),
  outcome: z.enum(['held', 'refused', 'waiting']),
  /** Where it is written, such as `RFC 6749 §3.2.1`. */
  section: z.string().optional()
})

/** The one change that makes the request pass, with what it needs. */
export const repairSchema = z.discriminatedUnion('id', [
  z.object({ id: z.literal('add_redirect_uri'), client_id: z.string(), redirect_uri: z.string() }),
  z.object({ id: z.literal('allow_grant'), client_id: z.string(), grant_type: z.string() }),
  z.object({ id: z.literal('allow_response_type'), client_id: z.string(), response_type: z.string() }),
  z.object({ id: z.literal('allow_scope'), client_id: z.string(), scope: z.string() }),
  z.object({ id: z.literal('unblock_client'), client_id: z.string() }),
  z.object({ id: z.literal('create_client'), client_id: z.string() }),
  z.object({ id: z.literal('open_client'), client_id: z.string() }),
  z.object({ id: z.literal('open_flows') })
])
export type ExchangeRepair = z.infer<typeof repairSchema>

export const storySchema = z.object({
  rules: z.array(ruleSchema),
  /** What is registered or set, and what came: the exact difference. */
  expected: z.array(z.string()).optional(),
  received: z.string().optional(),
  repair: repairSchema.optional()
})

/** A token that the exchange carried, by where it stood. */
const seenTokenSchema = z.object({
  name: z.string(),
  in: z.enum(['request', 'answer']),
  format: z.enum(['jwt', 'opaque']),
  header: z.record(z.string(), z.unknown()).optional(),
  /** What a JWT says, or what the server knows of an opaque one. */
  claims: z.record(z.string(), z.unknown()).optional(),
  /** Whether the server would accept it now; left out: it can't tell. */
  active: z.boolean().optional()
})

const messageOf = <Shape extends z.core.$ZodShape>(start: Shape) =>
  z.object({
    ...start,
    headers,
    body: z.string()
  })

/** An exchange in full. */
export const exchangeDetailSchema = z.object({
  exchange: exchangeSchema,
  /** Whether its secrets are there to be read. */
  revealed: z.boolean(),
  ip: z.string().optional(),
  request: messageOf({ method: z.string(), target: z.string(), httpVersion: z.string() }).optional(),
  response: messageOf({ status: z.int() }).optional(),
  story: storySchema,
  tokens: z.array(seenTokenSchema),
  /** The request as a command, to run in a shell. */
  curl: z.string().optional(),
  /** What the server's own log said meanwhile. */
  log: z.array(z.string())
})
export type ExchangeDetail = z.infer<typeof exchangeDetailSchema>
export type ExchangeStory = z.infer<typeof storySchema>
