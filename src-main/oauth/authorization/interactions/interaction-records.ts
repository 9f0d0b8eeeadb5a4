import type { Interaction } from '../../../model'
import { StoreError, type Clock, type Random, type Store } from '../../../ports'
import { OAuthError } from '../../oauth-error'

/** How long a person has for the pages, in seconds. */
const LIFETIME = 3600
/** Requests that one browser may have open at once, such as tabs of one session restored. */
const PER_BROWSER = 20
/** Requests that are open at once at all; past that the oldest ones go, a tenth at a time. */
const AT_ALL = 10_000
const ID_CHARACTERS = 32

/** The interactions as they are remembered. Another browser's is not found, whatever is asked. */
export interface InteractionRecords {
  /** Remembers a request that needs a page; the interaction's id. */
  begin(browserId: string, request: { client_id: string; parameters: string }): Promise<string>
  find(id: string, browserId: string): Promise<Interaction | undefined>
  /** Throws `invalid_request` when there is none. */
  require(id: string, browserId: string): Promise<Interaction>
  change(id: string, browserId: string, change: (interaction: Interaction) => Interaction): Promise<void>
  /** Ends it before its answer is made, so that it has one answer at most. Throws as `require`. */
  finish(id: string): Promise<void>
}

export function createInteractionRecords({
  interactions,
  clock,
  random
}: {
  interactions: Store['interactions']
  clock: Clock
  random: Random
}): InteractionRecords {
  /** Abandoned ones don't pile up: not in one browser, and not by a crowd of browsers that keep no cookie. */
  async function makeRoom(browserId: string): Promise<void> {
    const own = await interactions.find('browser_id', browserId)
    const oldestFirst = own.toSorted((one, other) => one.iat - other.iat)
    const surplus = oldestFirst.slice(0, Math.max(0, own.length - PER_BROWSER + 1))
    await interactions.removeEach(surplus.map(({ id }) => id))
    if ((await interactions.count()) < AT_ALL) return
    const { items } = await interactions.list({ sort: { by: 'iat' }, limit: AT_ALL / 10 })
    await interactions.removeEach(items.map(({ id }) => id))
  }

  async function find(id: string, browserId: string): Promise<Interaction | undefined> {
    const found = await interactions.get(id)
    return found?.browser_id === browserId ? found : undefined
  }

  async function require(id: string, browserId: string): Promise<Interaction> {
    const found = await find(id, browserId)
    if (!found) throw unknown()
    return found
  }

  return {
    find,
    require,
    async begin(browserId, request) {
      await makeRoom(browserId)
      const id = random.alphanumeric(ID_CHARACTERS)
      const iat = clock.nowSeconds()
      await interactions.insert({ id, browser_id: browserId, ...request, iat, exp: iat + LIFETIME })
      return id
    },
    async change(id, browserId, change) {
      await require(id, browserId)
      try {
        await interactions.update(id, change)
      } catch (error) {
        if (error instanceof StoreError && error.code === 'missing') throw unknown() // finished in this moment
        throw error
      }
    },
    async finish(id) {
      if (!(await interactions.remove(id))) throw unknown()
    }
  }
}

function unknown(): OAuthError {
  return new OAuthError(
    'invalid_request',
    'interaction-unknown',
    'This sign-in was finished already, took longer than an hour, or began in another browser; go back to the application and sign in again.'
  )
}
