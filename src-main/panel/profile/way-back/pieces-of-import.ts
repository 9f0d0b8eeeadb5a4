import { PROFILE_LISTS, type KeptPiece, type ProfileListName } from '../../../model'
import type { ConfigurationChange, Store } from '../../../ports'
import { digestName, digestOf, keyOf, standingIn } from './kept-records'

/** Records of one piece: a line of the journal should not hold 100,000 people. */
const AT_ONCE = 500

/** What leads back from an import that is about to be written, with the digests of what it writes. */
export async function* piecesOfImport(
  store: Pick<Store, ProfileListName | 'settings'>,
  change: ConfigurationChange
): AsyncGenerator<Required<Pick<KeptPiece, 'back' | 'written'>>> {
  const { settings } = change
  if (settings)
    yield {
      back: { settings: await store.settings.get() },
      written: { [digestName('settings')]: digestOf(settings) }
    }
  for (const name of PROFILE_LISTS) {
    const records: readonly object[] = change[name] ?? []
    for (let at = 0; at < records.length; at += AT_ONCE)
      yield await pieceOf(store, name, records.slice(at, at + AT_ONCE))
  }
}

async function pieceOf(
  store: Pick<Store, ProfileListName>,
  name: ProfileListName,
  records: readonly object[]
) {
  const [before, made]: [object[], string[]] = [[], []]
  const written: Record<string, string> = {}
  for (const record of records) {
    const key = keyOf(name, record)
    const stood = await standingIn(store, name, key)
    if (stood) before.push(stood)
    else made.push(key)
    written[digestName(name, key)] = digestOf(record)
  }
  return { back: { [name]: before, removed: { [name]: made } } as ConfigurationChange, written }
}
