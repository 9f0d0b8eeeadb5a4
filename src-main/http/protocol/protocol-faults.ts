import type { FaultKind } from '../../model'
import { ENDPOINT_PATHS, OAuthError, type ProtocolAnswer } from '../../oauth'
import type { Faults, Scheduler } from '../../ports'

/** What the faults that are armed do to one exchange. */
export interface FaultyExchange {
  /** What acted on it. */
  readonly struck: FaultKind[]
  /** Answers as `handle` does, unless a fault refuses before. */
  within(handle: () => Promise<ProtocolAnswer>): Promise<ProtocolAnswer>
  /** Told who the client is as soon as that is known; throws where a fault refuses, so that a code or a token is not spent. */
  meet(client_id: string): void
  /** The answer as it goes out: late, or broken. */
  spoil(answer: ProtocolAnswer): Promise<SpoiledAnswer>
}

/** An answer, and whether the connection ends in the middle of it. */
export interface SpoiledAnswer {
  readonly answer: ProtocolAnswer
  readonly isDropped: boolean
}

export interface FaultDeps {
  readonly faults: Faults
  readonly scheduler: Scheduler
}

/** The endpoints that a client calls for itself. */
const CALLED: ReadonlySet<string> = new Set([
  ENDPOINT_PATHS.token,
  ENDPOINT_PATHS.userinfo,
  ENDPOINT_PATHS.introspection,
  ENDPOINT_PATHS.revocation,
  ENDPOINT_PATHS.pushedAuthorizationRequest,
  ENDPOINT_PATHS.deviceAuthorization
])

/** The faults of an exchange at an endpoint; undefined where none is armed. */
export function createFaultyExchange(
  { faults, scheduler }: FaultDeps,
  path: string
): FaultyExchange | undefined {
  if (!faults.isArmed()) return undefined
  const struck: FaultKind[] = []
  const refusing = refusingAt(path)
  let client: string | undefined

  function refuse(): void {
    const kind = refusing.find((one) => faults.take(one, client))
    if (kind) throw refusalBy(kind)
  }

  async function answered(handle: () => Promise<ProtocolAnswer>): Promise<ProtocolAnswer> {
    const answer = await handle().catch((error: unknown) => {
      if (client === undefined) refuse()
      throw error
    })
    // Whoever names no client spends nothing either, so that its turn is now.
    if (client === undefined) refuse()
    return answer
  }

  async function spoil(answer: ProtocolAnswer): Promise<SpoiledAnswer> {
    if (!CALLED.has(path)) return { answer, isDropped: false }
    const isJson = answer.headers['Content-Type'] === 'application/json' && answer.body !== ''
    const body = isJson && faults.take('malformed_json', client) ? half(answer.body) : answer.body
    const wait = faults.take('delay', client)?.delay_ms ?? 0
    if (wait > 0) await new Promise<void>((resolve) => scheduler.after(wait, resolve))
    return { answer: { ...answer, body }, isDropped: faults.take('dropped_answer', client) !== undefined }
  }

  const witness = <Result>(run: () => Promise<Result>) => faults.witness(struck, run)
  return {
    struck,
    within: (handle) => witness(() => answered(handle)),
    meet(client_id) {
      if (client !== undefined) return
      client = client_id
      refuse()
    },
    spoil: (answer) => witness(() => spoil(answer))
  }
}

function refusingAt(path: string): readonly FaultKind[] {
  if (path === ENDPOINT_PATHS.jwks) return ['jwks_unavailable']
  return CALLED.has(path) ? ['http_500', 'http_503'] : []
}

const half = (body: string): string => body.slice(0, Math.ceil(body.length / 2))

function refusalBy(kind: FaultKind): OAuthError {
  const description = `The fault ${kind} is armed on this server, and this is what it does.`
  return kind === 'http_500'
    ? new OAuthError('server_error', 'fault-injected', description, { status: 500 })
    : new OAuthError('temporarily_unavailable', 'fault-injected', description, {
        status: 503,
        headers: { 'Retry-After': '1' }
      })
}
