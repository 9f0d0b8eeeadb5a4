import { useI18n } from 'vue-i18n'

/** What the contract says against a value, by how it says it, and the catalogue's text for the same. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/no spaces, control characters/, 'spaces'],
  [/^must be an absolute URI/, 'absolute'],
  [/^must not use the scheme/, 'scheme'],
  [/^must have a host/, 'host'],
  [/^must hold no fragment/, 'fragment'],
  [/^must hold no wildcard/, 'wildcard'],
  [/^must hold no user name/, 'userinfo'],
  [/^must hold only the characters of a URI/, 'characters'],
  [/^must be an absolute http or https URL/, 'webUrl'],
  [/^must be scope tokens/, 'scope'],
  [/^must be one line|one line without control/, 'oneLine'],
  [/larger than 64 KiB/, 'picture'],
  [/^there is no user/, 'noUser'],
  [/^must be JSON/, 'json'],
  [/where do people come back/, 'redirectNeeded'],
  [/paste the public keys/, 'keysPaste'],
  [/where are the keys/, 'keysWhere'],
  [/^must be a JSON Web Key Set/, 'keySet'],
  [/must be a public key/, 'publicKey'],
  [/^or jwks_uri is required/, 'keysNeeded'],
  [/^must not stand beside jwks/, 'bothKeys'],
  [/^client_credentials is for confidential/, 'publicClient'],
  [/^is required by pairwise/, 'sector'],
  [/needs a public key of the client/, 'encryptionKey'],
  [/^must not stand without/, 'encryptionAlg'],
  [/in grant_types \(RFC 7591/, 'responseGrants'],
  [/^tls_client_auth wants exactly one/, 'oneName']
]

/** Says a problem of a field in the reader's language; what the catalogue doesn't know stands in the server's words. */
export function useProblemWords(): (message: string | undefined) => string | undefined {
  const { t } = useI18n()
  return (message) => {
    const known = message && KNOWN.find(([pattern]) => pattern.test(message))
    return known ? t(`clients.problem.${known[1]}`) : message
  }
}
