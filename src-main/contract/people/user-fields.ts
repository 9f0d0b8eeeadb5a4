import { ACCESS_LEVELS, passwordSchema, userSchema, z } from '../../model'
import { fieldChanges } from '../field-changes'

const { password: _clear, password_hash: _hash, ...publicFields } = userSchema.shape

/** A person as lists and pages show them: neither the password nor its hash ever leaves. */
export const shownUserSchema = z.object({
  ...publicFields,
  hasPassword: z.boolean(),
  /** What their roles let them do in the panel. */
  access: z.enum(ACCESS_LEVELS),
  /** Seconds since 1970; none: not within the last 90 days. */
  lastSignInAt: z.number().optional()
})
export type ShownUser = z.infer<typeof shownUserSchema>

const { updated_at: _updated, sub, blocked: _blocked, ...editable } = publicFields

/** What may be said of a new person; `username` is the e-mail address where it is left out. */
export const newUserSchema = z.strictObject({
  ...editable,
  sub,
  username: editable.username.optional(),
  password: passwordSchema.optional()
})
export type NewUser = z.input<typeof newUserSchema>

/** A change names the fields that it replaces; `null` takes one away. The subject stays for life (OpenID Connect Core §2). */
export const userChangesSchema = z.strictObject(fieldChanges(editable))
export type UserChanges = z.input<typeof userChangesSchema>

/** A session that somebody has open: in the control panel, or at the authorization endpoint. */
export const openSessionSchema = z.object({
  id: z.string(),
  kind: z.enum(['panel', 'sign_in']),
  ip: z.string(),
  userAgent: z.string(),
  /** Seconds since 1970. */
  createdAt: z.number(),
  lastSeenAt: z.number(),
  exp: z.number(),
  /** The clients that got something in it. */
  client_ids: z.array(z.string()),
  /** Live tokens that came of it. */
  tokens: z.object({ access: z.int(), refresh: z.int(), id: z.int() })
})
export type OpenSession = z.infer<typeof openSessionSchema>

/** A sign-in that succeeded; without a client it was one to the panel. */
export const signInEntrySchema = z.object({
  id: z.string(),
  /** Seconds since 1970. */
  at: z.number(),
  ip: z.string(),
  userAgent: z.string(),
  client_id: z.string().optional()
})
export type SignInEntry = z.infer<typeof signInEntrySchema>

/** What goes when an account is removed. */
export const belongingsSchema = z.object({
  clients: z.int(),
  /** The names of the first of them. */
  clientNames: z.array(z.string()),
  consents: z.int(),
  sessions: z.int()
})
export type Belongings = z.infer<typeof belongingsSchema>
