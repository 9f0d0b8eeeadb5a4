import { formatPath, type SchemaIssue } from '../../model'
import { OAuthError } from '../oauth-error'

/** RFC 7591 §3.2.2: what is wrong with the metadata, each fault with its field; redirect URIs have a code of their own. */
export function metadataRefusal(issues: readonly SchemaIssue[]): OAuthError {
  const isRedirect = issues.some(({ path }) => path[0] === 'redirect_uris')
  const faults = issues.map(({ path, message }) => `${formatPath(path)} ${message}`)
  return new OAuthError(
    isRedirect ? 'invalid_redirect_uri' : 'invalid_client_metadata',
    'metadata-refused',
    // The paragraph sign is outside of what a description may hold (RFC 6749 §5.2).
    `${faults.join('; ').replaceAll('§', 'section ')}.`
  )
}
