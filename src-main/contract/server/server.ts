import { z } from '../../model'
import { repairSchema } from '../traffic/exchange-detail'
import { findingSchema, REPAIRS } from './findings'
import { procedure } from '../procedure'
import { serverFactsSchema } from './server-facts'

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
    .object({
      code: z.enum(['port_taken', 'other']),
      message: z.string(),
      heldBy: z.string().optional(),
      /** It is another server of this product that has the port. */
      anotherCopy: z.literal(true).optional(),
      /** The address of that one's panel in a browser. */
      otherPanelUrl: z.string().optional()
    })
    .optional()
})
export type ServerState = z.infer<typeof serverStateSchema>

/** What an administrator should look at, by id; `values` fill the text of the catalogue. */
export const attentionSchema = z.object({
  id: z.enum([
    'faults_active',
    'default_password',
    'issuer_differs',
    'nothing_asked_yet',
    'no_flow_on',
    'store_problem',
    'mail_missing',
    'key_ends',
    'certificate_ends',
    'authority_ends',
    'certificate_lacks'
  ]),
  values: z.record(z.string(), z.string())
})

/** Refusals of the last day that have client and rule in common, and what would mend them. */
const failureSchema = z.object({
  /** The latest exchange of them, and when it was. */
  latest: z.int(),
  at: z.number(),
  count: z.int(),
  client_id: z.string().optional(),
  error: z.string(),
  error_description: z.string().optional(),
  reason: z.string().optional(),
  repair: repairSchema.optional()
})

/** A span of time, and how many requests came and failed in it. */
const spanSchema = z.object({ at: z.number(), total: z.int(), failed: z.int() })

export const overviewSchema = z.object({
  clients: z.int(),
  users: z.int(),
  liveTokens: z.int(),
  /** People who are signed in for clients. */
  sessions: z.int(),
  signingKey: z
    .object({
      kid: z.string(),
      alg: z.string(),
      /** When a key leaves the published set next, in seconds since 1970; left out: none does. */
      nextEnd: z.number().optional()
    })
    .optional(),
  /** Requests to the protocol endpoints, in spans of ten minutes, the last six hours, oldest first. */
  spans: z.array(spanSchema),
  failures: z.array(failureSchema),
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

  facts: procedure('moderator')
    .route({
      method: 'GET',
      path: '/server/facts',
      tags: ['Server'],
      summary: 'What runs: versions, memory, data, TLS, and what waits for a restart'
    })
    .output(serverFactsSchema),

  /** Asks the machine and whom the settings name: the port, the issuer, the SMTP server. So it is asked for, and nothing does it unasked. */
  examine: procedure('moderator')
    .route({
      method: 'POST',
      path: '/server/examine',
      tags: ['Server'],
      summary: 'Examine the set-up: port, issuer, containers, certificate, clock, data, mail'
    })
    .meta({ noted: false })
    .output(z.array(findingSchema)),

  repair: procedure('administrator')
    .route({
      method: 'POST',
      path: '/server/repair',
      tags: ['Server'],
      summary:
        'Mend what was found: follow the address, renew the certificate or its authority, close the data folder'
    })
    .input(z.object({ repair: z.enum(REPAIRS) }))
    .output(z.void()),

  /** Needs the capability `files.reveal`. */
  revealData: procedure('administrator')
    .route({
      method: 'POST',
      path: '/server/reveal-data',
      tags: ['Server'],
      summary: 'Show the data folder in the file manager of the machine'
    })
    .output(z.void()),

  /** Needs the capability `server.control`: a browser would cut the branch it sits on. On the desktop a locked person may too, as its menu lets them. */
  start: procedure('moderator')
    .route({ method: 'POST', path: '/server/start', tags: ['Server'], summary: 'Start listening' })
    .output(serverStateSchema),

  stop: procedure('moderator')
    .route({
      method: 'POST',
      path: '/server/stop',
      tags: ['Server'],
      summary: 'Finish what is in flight and stop listening'
    })
    .output(serverStateSchema)
}
