import { eventIterator } from '@orpc/contract'
import { z } from '../model'
import { desktopStateSchema } from './desktop'
import { procedure } from './procedure'
import { messageSchema } from './server/mail'
import { serverStateSchema } from './server/server'
import { exchangeSchema } from './traffic/traffic'

/** Something that happened: the server changed its state, records changed, a request came in, a message was written. */
export const liveEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('server'), state: serverStateSchema }),
  z.object({ type: z.literal('changed'), what: z.string(), keys: z.array(z.string()).optional() }),
  z.object({ type: z.literal('exchange'), exchange: exchangeSchema }),
  /** What `desktop.state` tells has changed. */
  z.object({ type: z.literal('desktop'), state: desktopStateSchema }),
  /** How far an import is, in records: they are prepared one by one and written as one. Before it, how far they are compared with what is there. */
  z.object({
    type: z.literal('import'),
    stage: z.enum(['comparing', 'preparing', 'writing', 'done']),
    done: z.int(),
    total: z.int()
  }),
  /** A message is new, or it went on its way; the outbox has it. */
  z.object({ type: z.literal('mail'), id: z.string(), status: messageSchema.shape.status })
])
export type LiveEvent = z.infer<typeof liveEventSchema>

export const live = {
  /** Starts with the server's state. Users get `server` alone, moderators no `mail`; `desktop` is told to pages of the desktop app, `import` to whoever imports or compares. */
  watch: procedure('user')
    .route({
      method: 'GET',
      path: '/live',
      tags: ['Live'],
      summary: 'Everything that happens, as server-sent events'
    })
    .output(eventIterator(liveEventSchema))
}
