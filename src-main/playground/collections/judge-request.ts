import type { CollectionRequest, PlaygroundExchange, RequestResult } from '../../contract'
import { membersOf } from '../sending/members-of'

type Failure = RequestResult['failures'][number]
type Judged = Pick<RequestResult, 'outcome' | 'failures'>

/** What came of a request, compared with what was expected of it; `idToken` is one that came to the redirect URI. */
export function judgeRequest(
  request: CollectionRequest,
  exchanges: readonly PlaygroundExchange[],
  idToken?: string
): Judged {
  const about = exchanges.findLast(({ expectation }) => expectation) ?? exchanges.at(-1)
  if (!about)
    return { outcome: 'nothing was sent', failures: [failure('request', 'one that is sent', 'none')] }
  return {
    outcome: about.expectation?.actual ?? endOf(about),
    failures: [...differences(request, about, idToken)]
  }
}

/** Why nothing could be compared. */
export function notMade(error: unknown): Judged {
  const actual = error instanceof Error ? error.message : String(error)
  return { outcome: actual, failures: [failure('request', 'one that can be made', actual)] }
}

function* differences(
  { mutation, expect = {} }: CollectionRequest,
  about: PlaygroundExchange,
  idToken: string | undefined
): Generator<Failure> {
  const { verdict, response, expectation } = about
  if (mutation !== undefined && !expectation?.ok)
    yield failure(
      'outcome',
      expectation?.expected.join(' or ') ?? mutation,
      expectation?.actual ?? endOf(about)
    )
  const ok = expect.ok ?? (mutation === undefined && expect.error === undefined ? true : undefined)
  if (ok !== undefined && ok !== verdict.ok) yield failure('ok', String(ok), endOf(about))
  if (expect.status !== undefined && expect.status !== response?.status)
    yield failure('status', String(expect.status), String(response?.status ?? 'none'))
  if (expect.error !== undefined && expect.error !== verdict.error)
    yield failure('error', expect.error, verdict.error ?? verdict.id)
  const claims = expect.claims ? claimsOf(about, idToken) : {}
  for (const [name, value] of Object.entries(expect.claims ?? {}))
    if (JSON.stringify(claims[name]) !== JSON.stringify(value))
      yield failure(`claims.${name}`, JSON.stringify(value), shown(name, claims[name]))
}

/** A report goes to others: it says that there was a token, and not which (RFC 6749 §10.3). */
function shown(name: string, value: unknown): string {
  if (value === undefined) return 'none'
  return /_token$/.test(name) ? 'another one' : JSON.stringify(value)
}

/** The claims of the ID token of an answer; of an answer without one, its own members. */
function claimsOf({ response }: PlaygroundExchange, idToken: string | undefined): Record<string, unknown> {
  const members = response ? membersOf(response) : {}
  const id_token = members['id_token'] ?? idToken
  if (typeof id_token !== 'string') return members
  return membersOf({ headers: [], body: Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString() })
}

function endOf({ verdict, response }: PlaygroundExchange): string {
  const what = verdict.error ?? verdict.id
  return response ? `${response.status} ${what}` : what
}

function failure(what: string, expected: string, actual: string): Failure {
  return { what, expected, actual }
}
