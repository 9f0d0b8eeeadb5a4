import { jwkSchema, z, type Jwk } from '../../model'
import {
  KeySetError,
  OutboundError,
  type Clock,
  type KeySetOptions,
  type KeySetSource,
  type Log,
  type Outbound
} from '../../ports'

const MAX_AGE_MS = 5 * 60_000
/** Also how long a failure is remembered, so that nobody can make this server knock at a door again and again. */
const FRESH_EVERY_MS = 10_000
const MAX_ENTRIES = 200
const ACCEPT = 'application/jwk-set+json, application/json'

/** All that is told of it; what was there instead, in whatever network that is, stands in the log alone. */
const TOLD =
  'the log of this server says why; expected is a JSON object with a list of keys at an http or https address that this server may ask (see outbound.private_addresses), answering 200 without a redirect, within 5 seconds and 64 KiB'

const jwksSchema = z.object({ keys: z.array(z.unknown()).max(100) })

interface Entry {
  readonly fetchedAt: number
  readonly keys: Promise<readonly Jwk[]>
  /** Set when it could not be had. */
  failed: boolean
}

/** Fetches published key sets (RFC 7517 §5) and keeps them for five minutes. */
export function createKeySetSource({
  outbound,
  clock,
  log
}: {
  outbound: Pick<Outbound, 'fetchText'>
  clock: Pick<Clock, 'nowMs'>
  log?: Log
}): KeySetSource {
  const entries = new Map<string, Entry>()

  function fetchInto(id: string, url: string, options: KeySetOptions): Entry {
    const entry: Entry = { fetchedAt: clock.nowMs(), keys: fetchKeys(outbound, url, options), failed: false }
    entries.delete(id)
    entries.set(id, entry)
    // The oldest go first: a Map keeps the order in which its entries came.
    for (const oldest of entries.keys()) {
      if (entries.size <= MAX_ENTRIES) break
      entries.delete(oldest)
    }
    entry.keys.catch((error: unknown) => {
      entry.failed = true
      const cause = error instanceof KeySetError ? error.cause : error
      // What failed on the way there was logged where it failed.
      if (!(cause instanceof OutboundError)) log?.warn('What a jwks_uri holds is no key set', { url })
    })
    return entry
  }

  return {
    keysAt(url, options = {}) {
      // What may be asked differs, so a document that was fetched with leave isn't given out without.
      const id = `${options.allowPrivateAddresses ? 'any' : 'public'} ${url}`
      const known = entries.get(id)
      const age = known ? Math.abs(clock.nowMs() - known.fetchedAt) : Infinity
      const limit = options.fresh || known?.failed ? FRESH_EVERY_MS : MAX_AGE_MS
      return (known && age < limit ? known : fetchInto(id, url, options)).keys
    }
  }
}

async function fetchKeys(
  outbound: Pick<Outbound, 'fetchText'>,
  url: string,
  { allowPrivateAddresses = false }: KeySetOptions
): Promise<readonly Jwk[]> {
  try {
    return parseKeys(await outbound.fetchText(url, { accept: ACCEPT, allowPrivateAddresses }))
  } catch (error) {
    throw new KeySetError(TOLD, { cause: error })
  }
}

function parseKeys(text: string): readonly Jwk[] {
  const { keys } = jwksSchema.parse(JSON.parse(text))
  // Keys of kinds that are not known here may stand beside the others (RFC 7517 §5).
  return keys.flatMap((key) => jwkSchema.safeParse(key).data ?? [])
}
