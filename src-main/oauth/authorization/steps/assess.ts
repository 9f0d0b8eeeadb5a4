import { consentId, type Client, type Interaction, type SignInSession, type User } from '../../../model'
import type { Awaitable, Clock, People, Store } from '../../../ports'
import type { AskedOfPerson } from './asked-of-person'
import { nextStep } from './next-step'
import type { NextStep, SignedIn } from './situation'
import type { Wish } from './wish'

export interface Assessment {
  readonly step: NextStep
  /** Who is signed in, where somebody is. */
  readonly signedIn?: SignedIn & { readonly user: User }
}

/** Looks up what the next step depends on, and names it. */
export type Assess = (
  wish: Wish,
  interaction: Interaction | undefined,
  sessionId: string | undefined
) => Promise<Assessment>

/** The subject by which a client knows a person (OpenID Connect Core §8). */
export type SubjectFor = (client: Client, sub: string) => Awaitable<string>

export function createAssess({
  people,
  consents,
  settings,
  askedOfPerson,
  subjectFor,
  clock
}: {
  people: Pick<People, 'session' | 'bySubject'>
  consents: Store['consents']
  settings: Store['settings']
  askedOfPerson: AskedOfPerson
  subjectFor: SubjectFor
  clock: Clock
}): Assess {
  async function whoIs(wish: Wish, sessionId: string | undefined) {
    const session: SignInSession | undefined =
      sessionId === undefined ? undefined : await people.session(sessionId)
    const user = session && (await people.bySubject(session.sub))
    if (!session || !user) return undefined
    const consent = await consents.get(consentId(session.sub, wish.client.client_id))
    const asked = await askedOfPerson(wish, user)
    const subject = await subjectFor(wish.client, session.sub)
    return { session, user, subject, asked, ...(consent && { consent }) }
  }

  return async (wish, interaction, sessionId) => {
    const signedIn = await whoIs(wish, sessionId)
    const situation = {
      wish,
      settings: await settings.get(),
      now: clock.nowSeconds(),
      ...(signedIn && { signedIn }),
      ...(interaction && { interaction })
    }
    return { step: nextStep(situation), ...(signedIn && { signedIn }) }
  }
}
