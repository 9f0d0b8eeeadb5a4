import {
  foldName,
  PROFILE_LISTS,
  type KeptPiece,
  type SigningKey,
  type User,
  type ProfileListName
} from '../../../model'
import type { Store } from '../../../ports'
import type { LeftRecord, WayBack } from './going-back'
import { digestName, digestOf, standingIn } from './kept-records'
import { recordsBefore } from './records-before'
import { withOneSigning } from './with-one-signing'

type Standing = Pick<Store, ProfileListName | 'settings'>
type Pieces = readonly KeptPiece[]
type Verdict = 'put' | 'leave' | 'as before'

/** Back from removals: whoever took the name, the address or the place of something that was removed keeps it. */
export async function wayBackFromRemovals(
  store: Standing & Pick<Store, 'tokens'>,
  pieces: Pieces,
  nowSeconds: number
): Promise<WayBack> {
  const standing = (await store.keys.list()).items
  const { change, left } = await wayBack(store, pieces, async ({ kind }, before, now) => {
    if (now) return before && digestOf(before) === digestOf(now) ? 'as before' : 'leave'
    if (kind === 'users' && (await isKnownByAnother(store, before as User))) return 'leave'
    return kind === 'keys' && isReplaced(before as SigningKey, standing) ? 'leave' : 'put'
  })
  const keys = change.keys && (await withOneSigning(store, change.keys, nowSeconds))
  return { change: { ...change, ...(keys && { keys }) }, left }
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
  judge: (
    record: LeftRecord,
    before: object | undefined,
    now: object | undefined
  ) => Verdict | Promise<Verdict>
): Promise<WayBack> {
  const left: LeftRecord[] = []
  const change: Record<string, unknown> = {}
  const removed: Record<string, string[]> = {}
  const isToPut = async (
    kind: LeftRecord['kind'],
    key: string,
    [before, now]: readonly [object | undefined, object | undefined]
  ) => {
    const record = { kind, key }
    const verdict = await judge(record, before, now)
    if (verdict === 'leave') left.push(record)
    return verdict === 'put'
  }
  for (const name of PROFILE_LISTS) {
    const put: object[] = []
    for (const [key, before] of recordsBefore(pieces, name)) {
      if (!(await isToPut(name, key, [before, await standingIn(store, name, key)]))) continue
      if (before) put.push(before)
      else (removed[name] ??= []).push(key)
    }
    if (put.length > 0) change[name] = put
  }
  const settings = pieces.find(({ back }) => back?.settings)?.back?.settings
  if (settings && (await isToPut('settings', '', [settings, await store.settings.get()])))
    change['settings'] = settings
  return { change: { ...change, removed }, left }
}

/** Somebody else signs in by the name or the address, or is this subject. */
async function isKnownByAnother(
  { users }: Pick<Store, 'users'>,
  { username, email, sub }: User
): Promise<boolean> {
  for (const name of [username, ...(email === undefined ? [] : [email])])
    if ((await users.find('login', foldName(name))).length > 0) return true
  return sub !== undefined && (await users.find('sub', sub)).length > 0
}

/** Of each algorithm one key signs and one is the next: what does so by now stays. */
function isReplaced({ alg, exp, next }: SigningKey, keys: readonly SigningKey[]): boolean {
  return (
    exp === undefined && keys.some((key) => key.alg === alg && key.exp === undefined && key.next === next)
  )
}
