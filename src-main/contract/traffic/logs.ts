import { z } from '../../model'
import { pageOf, pageRequest, procedure } from '../procedure'

export const LOG_LEVEL_NAMES = ['debug', 'info', 'warn', 'error'] as const

/** A line of the server's own log; secrets were taken out before it was written. */
export const logLineSchema = z.object({
  id: z.int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  level: z.enum(LOG_LEVEL_NAMES),
  text: z.string()
})
export type ShownLogLine = z.infer<typeof logLineSchema>

export const logs = {
  list: procedure('administrator')
    .route({
      method: 'GET',
      path: '/logs',
      tags: ['Logs'],
      summary: "The latest lines of the server's own log, newest first"
    })
    .input(pageRequest.extend({ level: z.enum(LOG_LEVEL_NAMES).default('debug') }))
    .output(pageOf(logLineSchema))
}
