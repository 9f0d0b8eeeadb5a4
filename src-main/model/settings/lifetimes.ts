import { z } from '../zod'
import { say } from '../messages/say'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A lifetime in whole seconds, up to ten years. */
export const lifetimeSeconds = z.int(say('not_seconds')).min(1).max(315_360_000)

/** What the server gives out for a time, with the time in seconds that a fresh server has. */
export const ISSUED_LIFETIMES = {
  access_token: { seconds: HOUR, description: 'Lifetime of an access token, in seconds' },
  refresh_token: { seconds: 14 * DAY, description: 'Lifetime of a refresh token, in seconds' },
  id_token: { seconds: HOUR, description: 'Lifetime of an ID token, in seconds' },
  authorization_code: { seconds: MINUTE, description: 'Lifetime of an authorization code, in seconds' },
  device_code: { seconds: 10 * MINUTE, description: 'Lifetime of a device code, in seconds' },
  pushed_request: { seconds: 90, description: 'Lifetime of a pushed authorization request, in seconds' }
} as const

export type IssuedLifetime = keyof typeof ISSUED_LIFETIMES
const ISSUED = Object.keys(ISSUED_LIFETIMES) as IssuedLifetime[]

const shapeOf = <Schema extends z.ZodType>(schemaOf: (name: IssuedLifetime) => Schema) =>
  Object.fromEntries(ISSUED.map((name) => [name, schemaOf(name)])) as Record<IssuedLifetime, Schema>

/** The server's lifetimes: of what it issues, and of a sign-in. */
export const lifetimesSchema = z.strictObject({
  ...shapeOf((name) => {
    const { seconds, description } = ISSUED_LIFETIMES[name]
    return lifetimeSeconds.default(seconds).describe(description)
  }),
  session_idle: lifetimeSeconds
    .default(8 * HOUR)
    .describe('A sign-in ends after so many seconds without use'),
  session: lifetimeSeconds.default(7 * DAY).describe('A sign-in ends after so many seconds in any case')
})

/** A client's own lifetimes, which stand before the server's. */
export const clientLifetimesSchema = z.strictObject(shapeOf(() => lifetimeSeconds.optional()))
