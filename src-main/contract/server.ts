import { z } from '../model'
import { procedure } from './procedure'

export const SERVER_STATUSES = ['stopped', 'starting', 'running', 'stopping', 'failed'] as const

/** Where the server stands. `failure` says why it could not start, with what helps. */
export const serverStateSchema = z.object({
  status: z.enum(SERVER_STATUSES),
  issuer: z.string(),
  host: z.string(),
  /** The port that it listens on, or wants to. */
  port: z.int(),
  /** The address of the panel in a browser; none while that is switched off. */
  panelUrl: z.string().optional(),
  /** Milliseconds since 1970. */
  startedAt: z.number().optional(),
  failure: z
    .object({ code: z.enum(['port_taken', 'other']), message: z.string(), heldBy: z.string().optional() })
    .optional()
})
export type ServerState = z.infer<typeof serverStateSchema>

/** What an administrator should look at, by id; `values` fill the text of the catalogue. */
export const attentionSchema = z.object({
  id: z.enum(['default_password', 'issuer_differs', 'nothing_asked_yet', 'no_flow_on', 'store_problem']),
  values: z.record(z.string(), z.string())
})

export const overviewSchema = z.object({
  clients: z.int(),
  users: z.int(),
  liveTokens: z.int(),
  signingKey: z.object({ kid: z.string(), alg: z.string() }).optional(),
  /** Requests to the protocol endpoints since the start. */
  requests: z.object({ total: z.int(), failed: z.int(), commonestError: z.string().optional() }),
  endpoints: z.array(z.object({ name: z.string(), url: z.string() })),
  attention: z.array(attentionSchema)
})
export type Overview = z.infer<typeof overviewSchema>

export const server = {
  state: procedure('user')
    .route({ method: 'GET', path: '/server', tags: ['Server'], summary: 'Where the server stands' })
    .output(serverStateSchema),

  overview: procedure('moderator')
    .route({
      method: 'GET',
      path: '/server/overview',
      tags: ['Server'],
      summary: 'Figures, endpoints and what needs attention'
    })
    .output(overviewSchema),

  /** Needs the capability `server.control`: a browser would cut the branch it sits on. */
  start: procedure('administrator')
    .route({ method: 'POST', path: '/server/start', tags: ['Server'], summary: 'Start listening' })
    .output(serverStateSchema),

  stop: procedure('administrator')
    .route({
      method: 'POST',
      path: '/server/stop',
      tags: ['Server'],
      summary: 'Finish what is in flight and stop listening'
    })
    .output(serverStateSchema)
}
