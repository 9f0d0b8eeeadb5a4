import { jwkSchema, z, type Jwk } from '../model'
import { KeySetError, type Clock, type KeySetOptions, type KeySetSource, type Log } from '../ports'
import { fetchDocument } from './fetch-document'

const MAX_AGE_MS = 5 * 60_000
/** Also how long a failure is remembered, so that nobody can make this server knock at a door again and again. */
const FRESH_EVERY_MS = 10_000
const MAX_ENTRIES = 200

const jwksSchema = z.object({ keys: z.array(z.unknown()).max(100) })

interface Entry {
  readonly fetchedAt: number
  readonly keys: Promise<readonly Jwk[]>
  /** Set when it could not be had. */
  failed: boolean
}

/** Fetches published key sets (RFC 7517 §5) and keeps them for five minutes. */
export function createKeySetSource({ clock, log }: { clock: Pick<Clock, 'nowMs'>; log?: Log }): KeySetSource {
  const entries = new Map<string, Entry>()

  function fetchInto(id: string, url: string, options: KeySetOptions): Entry {
    const entry: Entry = { fetchedAt: clock.nowMs(), keys: fetchKeys(url, options), failed: false }
    entries.delete(id)
    entries.set(id, entry)
    // The oldest go first: a Map keeps the order in which its entries came.
    for (const oldest of entries.keys()) {
      if (entries.size <= MAX_ENTRIES) break
      entries.delete(oldest)
    }
    entry.keys.catch((error: unknown) => {
      entry.failed = true
      log?.warn('A key set could not be fetched', {
        url,
        reason: error instanceof Error ? error.message : String(error)
      })
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

async function fetchKeys(url: string, options: KeySetOptions): Promise<readonly Jwk[]> {
  const text = await fetchDocument(url, { allowPrivateAddresses: options.allowPrivateAddresses ?? false })
  const jwks = jwksSchema.safeParse(parseJson(text))
  if (!jwks.success) throw new KeySetError('what is published there is no JSON object with a list of keys')
  // Keys of kinds that are not known here may stand beside the others (RFC 7517 §5).
  return jwks.data.keys.flatMap((key) => jwkSchema.safeParse(key).data ?? [])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new KeySetError('what is published there is no JSON', { cause })
  }
}
