import { ACCESS_LEVELS, z } from '../../model'
import { procedure } from '../procedure'

/** What the surroundings of a panel can do; a page asks for these, never for what it runs in. */
export const CAPABILITIES = [
  'server.control',
  'session.sign_out',
  'files.reveal',
  'playground.any_issuer',
  /** Windows of its own for a sign-in, one of them without any session. */
  'playground.windows',
  /** The panel runs in the desktop app, and can ask it for what `desktop` offers. */
  'desktop'
] as const
export type Capability = (typeof CAPABILITIES)[number]

/** Who is asking. `local` is the person at the machine, on the desktop: an administrator without an account. */
export const sessionSchema = z.object({
  signedIn: z.boolean(),
  kind: z.enum(['local', 'user', 'client', 'nobody']),
  username: z.string().optional(),
  name: z.string().optional(),
  picture: z.string().optional(),
  access: z.enum(ACCESS_LEVELS),
  capabilities: z.array(z.enum(CAPABILITIES)),
  /** Goes into the header `X-CSRF-Token` of every call from a browser. */
  csrfToken: z.string().optional(),
  serverName: z.string(),
  version: z.string(),
  /** The preconfigured build that this is; a lock keeps its person from what only administrators may. Left out: it is none. */
  preset: z.object({ name: z.string(), lock: z.literal('tester').optional() }).optional(),
  /** Present while the documented default administrator still has the documented password: how to sign in. */
  defaultAdministrator: z.object({ username: z.string(), password: z.string() }).optional()
})
export type Session = z.infer<typeof sessionSchema>

export const session = {
  current: procedure('anyone')
    .route({ method: 'GET', path: '/session', tags: ['Session'], summary: 'Who is asking' })
    .output(sessionSchema),

  signIn: procedure('anyone')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/session',
      tags: ['Session'],
      summary: 'Sign in to the panel in a browser'
    })
    .input(z.object({ username: z.string().min(1).max(254), password: z.string().min(1).max(1000) }))
    .output(sessionSchema),

  signOut: procedure('user')
    .route({ method: 'DELETE', path: '/session', tags: ['Session'], summary: 'End the session of the panel' })
    .output(z.void())
}
