import { MUTATIONS, type PlaygroundExchange, type PlaygroundMutation } from '../../contract'

type Expectation = NonNullable<PlaygroundExchange['expectation']>
type Outcome = Pick<PlaygroundExchange, 'verdict' | 'response' | 'idToken'>

/** How an exchange ended, compared with how the mutation must end; undefined for an id that nobody knows. */
export function expectationOf(mutation: string, outcome: Outcome): Expectation | undefined {
  const known = MUTATIONS.find(({ id }: PlaygroundMutation) => id === mutation)
  if (!known) return undefined
  const spellings = endsOf(outcome)
  const expected: readonly string[] = known.expected
  return {
    mutation,
    expected: [...expected],
    // The spelling that was hit, so that nobody compares a long one with a short one; else the longest.
    actual: spellings.find((spelling) => expected.includes(spelling)) ?? spellings[0] ?? '',
    ok: spellings.some((spelling) => expected.includes(spelling))
  }
}

/** Every spelling of how something ended, the longest first. */
function endsOf({ verdict, response, idToken }: Outcome): string[] {
  const { id, error } = verdict
  if (id === 'token_inactive') return ['inactive']
  if (id === 'id_token_invalid') return [...failedChecks(idToken), id]
  if (error === undefined) return [id]
  const status = response ? `${response.status} ${error}` : error
  return [
    ...challengesOf(response).map((scheme) => `${status} with WWW-Authenticate: ${scheme}`),
    status,
    error
  ]
}

function failedChecks(idToken: Outcome['idToken']): string[] {
  const claims = idToken?.claims.filter(({ ok }) => !ok).map(({ id }) => id) ?? []
  return [...(idToken?.signature.ok === false ? ['signature'] : []), ...claims].map(
    (failed) => `id_token_invalid: ${failed}`
  )
}

/** The schemes of an answer's challenges (RFC 9110 §11.6.1). */
function challengesOf(response: Outcome['response']): string[] {
  const headers = response?.headers.filter(([name]) => name.toLowerCase() === 'www-authenticate') ?? []
  return headers.map(([, value]) => value.split(' ')[0] ?? '')
}
