import { label, mailSettings, userSchema, z } from '../../model'
import { pageOf, pageRequest, procedure } from '../procedure'

/** A message that the server wrote, with the code in it: whoever reads it can finish somebody's sign-up or reset, so it is for administrators alone. */
export const messageSchema = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  code: z.string().optional(),
  /** kept: no SMTP is set up; queued: it will be tried again. */
  status: z.enum(['kept', 'queued', 'sent', 'failed']),
  /** What the SMTP server or the network answered to the last try. */
  problem: z.string().optional(),
  tries: z.int().nonnegative(),
  /** Milliseconds since 1970. */
  at: z.number()
})
export type Message = z.infer<typeof messageSchema>

const { port, security, user, password, from } = mailSettings
/** SMTP settings to try before they are saved; what is left out is as it is set. */
const triedSettings = z
  .strictObject({
    host: label('host', 255).min(1),
    port: port.unwrap(),
    security: security.unwrap(),
    user: user.unwrap(),
    password: password.unwrap(),
    from: from.unwrap()
  })
  .partial()

export const mail = {
  list: procedure('administrator')
    .route({
      method: 'GET',
      path: '/mail',
      tags: ['Mail'],
      summary: 'The messages that the server wrote, newest first'
    })
    .input(pageRequest)
    .output(pageOf(messageSchema)),

  get: procedure('administrator')
    .route({ method: 'GET', path: '/mail/{id}', tags: ['Mail'], summary: 'One message' })
    .input(z.object({ id: z.string().max(100) }))
    .output(messageSchema),

  sendTest: procedure('administrator')
    .route({
      method: 'POST',
      path: '/mail/test',
      tags: ['Mail'],
      summary: 'Send a test message with the SMTP settings that are stored, or with these'
    })
    .input(z.object({ to: userSchema.shape.email.unwrap(), settings: triedSettings.optional() }))
    .output(
      z.object({
        sent: z.boolean(),
        /** What the SMTP server or the network answered, in its own words. */
        problem: z.string().optional()
      })
    ),

  clear: procedure('administrator')
    .route({ method: 'DELETE', path: '/mail', tags: ['Mail'], summary: 'Forget every message' })
    .output(z.object({ removed: z.int().nonnegative() })),

  restore: procedure('administrator')
    .route({
      method: 'POST',
      path: '/mail/restore',
      tags: ['Mail'],
      summary: 'Bring back what was forgotten last'
    })
    .output(z.object({ restored: z.int().nonnegative() }))
}
