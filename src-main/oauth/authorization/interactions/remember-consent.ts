import { consentId } from '../../../model'
import type { Clock, Store } from '../../../ports'
import { canonical, type AskedConsent } from '../steps/asked-consent'

/** Remembers what a person agreed to. Of what was asked now, what they left out is forgotten again; the rest stays. */
export type RememberConsent = (
  sub: string,
  client_id: string,
  asked: AskedConsent,
  given: readonly string[]
) => Promise<void>

export function createRememberConsent({
  consents,
  clock
}: {
  consents: Store['consents']
  clock: Clock
}): RememberConsent {
  return async (sub, client_id, asked, given) => {
    const id = consentId(sub, client_id)
    await consents.upsert(id, (before) => {
      const earlier = (before?.scope ?? '')
        .split(' ')
        .filter((token) => token && !asked.scope.includes(token))
      return {
        id,
        sub,
        client_id,
        scope: [...earlier, ...given].join(' '),
        claims: union(before?.claims, asked.claims),
        authorization_details: union(
          before?.authorization_details,
          asked.authorizationDetails.map(canonical)
        ),
        given_at: clock.nowSeconds()
      }
    })
  }
}

function union(before: readonly string[] = [], more: readonly string[]): string[] {
  return [...new Set([...before, ...more])]
}
