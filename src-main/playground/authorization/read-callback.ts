import { decodeJwt } from 'jose'
import type { IdTokenCheck, PlaygroundCallback, PlaygroundCheck, PlaygroundVerdict } from '../../contract'
import type { Parameter } from '../authentication'
import type { Plan } from '../plan/plan'
import { valueOf, type Arrival } from './arrival'
import {
  isGood,
  type CheckedIdToken,
  type CheckIdToken,
  type Companions,
  type KeySetOf
} from './check-id-token'
import { openSignedAnswer } from './open-signed-answer'

/** What came to the redirect URI, judged; the ID token that came with it besides. */
export interface ReadCallback {
  readonly callback: PlaygroundCallback
  readonly idToken?: IdTokenCheck
}

/** Looks at an answer before anything of it is used: whether it belongs to the request (RFC 6749 §10.12), and who gave it (RFC 9207 §2.4). */
export function createReadCallback(dependencies: {
  checkIdToken: CheckIdToken
  keySetOf: KeySetOf
  nowMs: () => number
}): (plan: Plan, arrival: Arrival) => Promise<ReadCallback> {
  const { checkIdToken, keySetOf, nowMs } = dependencies
  const nowSeconds = () => Math.floor(nowMs() / 1000)

  return async (plan, arrival) => {
    const came = plan.mutation.callback?.(arrival.parameters) ?? arrival.parameters
    const jwt = valueOf(came, 'response')
    const opened = jwt === undefined ? undefined : await openSignedAnswer(plan, jwt, { keySetOf, nowSeconds })
    const parameters = opened?.parameters.length ? opened.parameters : came
    const signed = opened?.check ?? unsigned(plan, came)
    const checks = [...(signed ? [signed] : []), ...checksOf(plan, parameters)]
    const frontChannel = valueOf(parameters, 'id_token')
    const companions = {
      access_token: valueOf(parameters, 'access_token'),
      code: valueOf(parameters, 'code')
    }
    const idToken =
      frontChannel === undefined
        ? undefined
        : withOwedHashes(await checkIdToken(plan, frontChannel, companions), companions)
    return {
      callback: {
        at: nowMs(),
        mode: arrival.mode,
        parameters: [...parameters],
        ...(opened?.response && { response: opened.response }),
        checks,
        verdict: verdictOf(parameters, checks, idToken)
      },
      ...(idToken && { idToken })
    }
  }
}

/** Who asked for a signed answer takes no other (JARM §2.3), except for an error that came before the server knew the mode. */
function unsigned({ draft }: Plan, came: readonly Parameter[]): PlaygroundCheck | undefined {
  const isOwed = /(^|\.)jwt$/.test(draft.authorization.response_mode ?? '')
  if (!isOwed || valueOf(came, 'error') !== undefined) return undefined
  return { id: 'jarm', ok: false, actual: 'not signed' }
}

/** At the redirect URI the hashes of what comes with an ID token are never left out (OpenID Connect Core §3.2.2.10, §3.3.2.11). */
function withOwedHashes({ check, token }: CheckedIdToken, { access_token, code }: Companions): IdTokenCheck {
  if (!check.signature.ok || token === undefined) return check
  const said = decodeJwt(token)
  const owed = [...(access_token === undefined ? [] : ['at_hash']), ...(code === undefined ? [] : ['c_hash'])]
  const missing = owed.filter((name) => !(name in said))
  return {
    ...check,
    claims: [...check.claims, ...missing.map((id) => ({ id, ok: false, expected: 'missing' }))]
  }
}

function checksOf({ draft, target }: Plan, parameters: readonly Parameter[]): PlaygroundCheck[] {
  const [sent, state, iss] = [draft.values['state'], valueOf(parameters, 'state'), valueOf(parameters, 'iss')]
  // RFC 9207 §2: an ID token in the answer names its issuer too, and is held against it.
  const isOwed = target.namesIssuer && valueOf(parameters, 'id_token') === undefined
  return [
    ...(sent || state !== undefined ? [compared('state', sent, state)] : []),
    ...(isOwed || iss !== undefined ? [compared('iss', target.issuer, iss)] : [])
  ]
}

function compared(id: string, expected: string | undefined, actual: string | undefined): PlaygroundCheck {
  return {
    id,
    ok: expected === actual,
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual })
  }
}

const REFUSALS: Readonly<Record<string, PlaygroundVerdict['id']>> = {
  jarm: 'response_invalid',
  state: 'state_differs',
  iss: 'issuer_differs'
}

/** An answer that doesn't belong to the request is refused whatever it says; an error is told once it is known to be meant. */
function verdictOf(
  parameters: readonly Parameter[],
  checks: readonly PlaygroundCheck[],
  idToken: IdTokenCheck | undefined
): PlaygroundVerdict {
  const failed = checks.find(({ ok }) => !ok)
  if (failed) return { ok: false, id: REFUSALS[failed.id] ?? 'unexpected_answer' }
  const [error, error_description] = [valueOf(parameters, 'error'), valueOf(parameters, 'error_description')]
  if (error !== undefined)
    return { ok: false, id: 'refused', error, ...(error_description !== undefined && { error_description }) }
  if (idToken && !isGood(idToken)) return { ok: false, id: 'id_token_invalid' }
  if (valueOf(parameters, 'code') !== undefined) return { ok: true, id: 'code_received' }
  const tokens = ['access_token', 'id_token'].some((name) => valueOf(parameters, name) !== undefined)
  return tokens ? { ok: true, id: 'tokens_received' } : { ok: false, id: 'unexpected_answer' }
}
