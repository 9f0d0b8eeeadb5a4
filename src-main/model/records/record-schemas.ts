import { claimRuleSchema } from '../claims/claim-rule'
import { CLIENT_PARTS, clientSchema } from '../clients/client'
import { roleSchema } from '../people/role'
import { USER_PARTS, userSchema } from '../people/user'
import { scopeSchema } from '../tokens/scope'
import { signingKeySchema } from '../tokens/signing-key'
import type { z } from '../zod'
import type { RecordParts } from './record-parts'

/** The lists that a configuration is made of, in the order in which they are written down, and the schema of each one's records. */
export const RECORD_SCHEMAS = {
  roles: roleSchema,
  scopes: scopeSchema,
  claims: claimRuleSchema,
  users: userSchema,
  clients: clientSchema,
  keys: signingKeySchema
} as const

export type RecordName = keyof typeof RECORD_SCHEMAS
export type RecordIn<Name extends RecordName> = z.output<(typeof RECORD_SCHEMAS)[Name]>

/** Of what there may be a hundred thousand, and what the schemas of those are made of. */
export const RECORD_PARTS: Readonly<Partial<Record<RecordName, RecordParts>>> = {
  clients: CLIENT_PARTS,
  users: USER_PARTS
}
