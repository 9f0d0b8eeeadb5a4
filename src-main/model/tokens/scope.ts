import { z } from '../zod'
import { label } from '../text'
import { say } from '../messages/say'

/** One scope token (RFC 6749 §3.3): printable ASCII without space, quote and backslash. */
export const scopeTokenSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, say('scope_token'))

/** A list of scope tokens, separated by single spaces (RFC 6749 §3.3). */
export const scopeListSchema = z
  .string()
  .max(4000)
  .regex(/^([\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*)?$/, say('scope_list'))

/** A scope that the server knows, with what it is for and the claims that it brings. */
export const scopeSchema = z.strictObject({
  name: scopeTokenSchema,
  description: label('description', 500).default(''),
  /** Claim names that the scope releases. */
  claims: z.array(z.string().min(1)).default([]),
  /** Roles of which a user must hold one, for the scope to be granted; none: everybody. */
  roles: z.array(z.string().min(1)).default([])
})
export type Scope = z.infer<typeof scopeSchema>

/** The scope that opens the panel's contract as REST. A client has it only where an administrator wrote it down. */
export const ADMIN_SCOPE = 'admin'

export function parseScopeList(scope: string | undefined): string[] {
  if (!scope) return []
  return scope.includes(' ') ? [...new Set(scope.split(' ').filter(Boolean))] : [scope]
}
