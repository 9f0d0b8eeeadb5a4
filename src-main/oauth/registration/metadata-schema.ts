import { clientFields, z, type Client } from '../../model'

/**
 * What nobody gives themselves: the id and the secret are made here, and the rest is trust, which an administrator or a
 * profile has to give. Sent, it is ignored like every unknown member (RFC 7591 §2).
 */
const NEVER_TAKEN = [
  'client_id',
  'client_secret',
  'client_id_issued_at',
  'other_secrets',
  'require_pkce',
  'skip_consent',
  'lifetimes',
  'owner',
  'blocked',
  'claims'
] as const

const {
  client_id: _id,
  client_secret: _secret,
  client_id_issued_at: _issuedAt,
  other_secrets: _otherSecrets,
  require_pkce: _requirePkce,
  skip_consent: _skipConsent,
  lifetimes: _lifetimes,
  owner: _owner,
  blocked: _blocked,
  claims: _claims,
  ...registrable
} = clientFields

/** The client metadata that a registration may name; a schema that leaves unknown members out. */
export const metadataSchema = z.object(registrable)
export type Metadata = z.output<typeof metadataSchema>

export const METADATA_NAMES = Object.keys(registrable) as (keyof Metadata)[]

/** What an update leaves as it is (RFC 7592 §2.2), since no registration sets it; the secret is a matter of its own. */
export type KeptFields = Omit<Pick<Client, (typeof NEVER_TAKEN)[number]>, 'client_secret'>

export function keptFieldsOf(client: Client): KeptFields {
  const kept = NEVER_TAKEN.filter((name) => name !== 'client_secret' && client[name] !== undefined)
  return Object.fromEntries(kept.map((name) => [name, client[name]])) as unknown as KeptFields
}
