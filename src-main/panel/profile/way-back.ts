import type { KeptPiece, SigningKey } from '../../model'
import type { Store } from '../../ports'
import { giveBack } from './give-back'
import type { LeftRecord, WayBack } from './going-back'
import { digestName, digestOf, keyOf, LISTS, standingIn, type ListName } from './kept-records'

type Standing = Pick<Store, ListName | 'settings'>
type Pieces = readonly KeptPiece[]
type Verdict = 'put' | 'leave' | 'as before'

/** Back from removals: whoever took the name or the place of something that was removed keeps it. */
export async function wayBackFromRemovals(store: Standing, pieces: Pieces): Promise<WayBack> {
  const keys = (await store.keys.list()).items
  const back = await wayBack(store, pieces, ({ kind }, before, now) => {
    if (!now) return kind === 'keys' && isReplaced(before as SigningKey, keys) ? 'leave' : 'put'
    return before && digestOf(before) === digestOf(now) ? 'as before' : 'leave'
  })
  return giveBack(store, pieces, back)
}

/** Back from an import: only what still is as the import wrote it; what somebody changed since, such as a blocked account, stays. */
export function wayBackFromImport(store: Standing, pieces: Pieces): Promise<WayBack> {
  const written = new Map(pieces.flatMap((piece) => Object.entries(piece.written ?? {})))
  const hashed = new Map(pieces.flatMap(({ hashed: one }) => (one ? [[one.from, one.to] as const] : [])))
  return wayBack(store, pieces, ({ kind, key }, before, now) => {
    if (!now) return before ? 'leave' : 'as before'
    const digest = digestOf(now)
    if (before && digest === digestOf(before)) return 'as before'
    const made = written.get(digestName(kind, key)) ?? ''
    return digest === made || digest === hashed.get(made) ? 'put' : 'leave'
  })
}

/** `judge` decides on each record, by what stood there (undefined: nothing did) and what stands there now. */
async function wayBack(
  store: Standing,
  pieces: Pieces,
  judge: (record: LeftRecord, before: object | undefined, now: object | undefined) => Verdict
): Promise<WayBack> {
  const left: LeftRecord[] = []
  const change: Record<string, unknown> = {}
  const removed: Record<string, string[]> = {}
  const isToPut = (
    kind: LeftRecord['kind'],
    key: string,
    [before, now]: readonly [object | undefined, object | undefined]
  ) => {
    const record = { kind, key }
    const verdict = judge(record, before, now)
    if (verdict === 'leave') left.push(record)
    return verdict === 'put'
  }
  for (const name of LISTS) {
    const put: object[] = []
    for (const [key, before] of beforeIn(pieces, name)) {
      if (!isToPut(name, key, [before, await standingIn(store, name, key)])) continue
      if (before) put.push(before)
      else (removed[name] ??= []).push(key)
    }
    if (put.length > 0) change[name] = put
  }
  const settings = pieces.find(({ back }) => back?.settings)?.back?.settings
  if (settings && isToPut('settings', '', [settings, await store.settings.get()]))
    change['settings'] = settings
  return { change: { ...change, removed }, left }
}

/** Of each algorithm one key signs and one is the next: what does so by now stays. */
function isReplaced({ alg, exp, next }: SigningKey, keys: readonly SigningKey[]): boolean {
  return (
    exp === undefined && keys.some((key) => key.alg === alg && key.exp === undefined && key.next === next)
  )
}

/** What stood under each key; of one that was removed twice, the last. */
function beforeIn(pieces: Pieces, name: ListName): ReadonlyMap<string, object | undefined> {
  const found = new Map<string, object | undefined>()
  for (const { back } of [...pieces].sort((one, other) => one.exp - other.exp)) {
    for (const record of back?.[name] ?? []) found.set(keyOf(name, record), record)
    for (const key of back?.removed?.[name] ?? []) found.set(key, undefined)
  }
  return found
}
