import type { Clock, Random, Store } from '../../ports'

/** How many of a person's sign-ins are remembered, and for how many seconds. */
const LATEST = 20
const REMEMBERED = 90 * 86_400
export const USER_AGENT_CHARACTERS = 300

export interface SignInRecords {
  /** Remembers a sign-in that succeeded, at the panel or for a client. */
  note(
    sub: string,
    from: { readonly ip: string; readonly userAgent: string; readonly client_id?: string },
    names: readonly string[]
  ): Promise<void>
}

export function createSignInRecords(dependencies: {
  store: Pick<Store, 'signInRecords'>
  clock: Clock
  random: Random
}): SignInRecords {
  const { clock, random } = dependencies
  const { signInRecords } = dependencies.store

  return {
    async note(sub, { ip, userAgent, client_id }, names) {
      const at = clock.nowSeconds()
      await signInRecords.insert({
        id: random.uuid(),
        sub,
        at,
        ip,
        userAgent: userAgent.slice(0, USER_AGENT_CHARACTERS),
        ...(client_id === undefined ? {} : { client_id }),
        exp: at + REMEMBERED,
        names
      })
      const known = [...(await signInRecords.find('sub', sub))].sort((one, other) => other.at - one.at)
      await signInRecords.removeEach(known.slice(LATEST).map(({ id }) => id))
    }
  }
}
