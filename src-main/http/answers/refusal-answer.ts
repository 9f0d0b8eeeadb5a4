import { StoreError, type Log, type Random } from '../../ports'
import { OAuthError, type ProtocolAnswer } from '../../oauth'
import { RETRY_AFTER } from './retry-after'

// RFC 6749 §5.2 speaks of the token endpoint, and the others follow it (RFC 7009 §2.2.1, RFC 7662 §2.3).
const NO_STORE = Object.freeze({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
const ERROR_HEADERS = Object.freeze({ 'Content-Type': 'application/json', ...NO_STORE })

/** A refusal as RFC 6749 §5.2 spells it. */
export function refusalAnswer(error: OAuthError): ProtocolAnswer {
  if (error.bare) return { status: error.status, headers: { ...NO_STORE, ...error.headers }, body: '' }
  return {
    status: error.status,
    headers: { ...ERROR_HEADERS, ...error.headers },
    body: JSON.stringify({ error: error.code, error_description: error.message })
  }
}

/** What was thrown as a refusal, where it is one: a store that can't be written now is a refusal too. */
export function refusalOf(error: unknown): OAuthError | undefined {
  if (error instanceof OAuthError) return error
  if (error instanceof StoreError && error.code === 'unwritable')
    return new OAuthError(
      'temporarily_unavailable',
      'store-unavailable',
      'The server can not write to its store now. Try again later.',
      { status: 503, headers: { 'Retry-After': RETRY_AFTER }, cause: error }
    )
  return undefined
}

/** Anything else that was thrown is a bug: logged once, and told with the id under which it stands in the log. */
export function bugRefusal(
  error: unknown,
  where: { method: string; path: string },
  { log, random }: { log: Log; random: Pick<Random, 'uuid'> }
): OAuthError {
  const correlationId = random.uuid()
  log.error('A request failed by a bug', {
    ...where,
    correlationId,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error)
  })
  return new OAuthError(
    'server_error',
    'server-fault',
    `An error in the server itself. It stands in the log under ${correlationId}.`,
    { status: 500, cause: error }
  )
}

/** A bug as a program reads it. */
export function bugAnswer(...bug: Parameters<typeof bugRefusal>): ProtocolAnswer {
  return refusalAnswer(bugRefusal(...bug))
}
