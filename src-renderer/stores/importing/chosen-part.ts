import { PROFILE_KEYS, type ProfileChange } from '../../../src-main/contract'
import type { ProfileDocument } from '../profile'

/** How a change is told from the others. */
export const idOfChange = ({ kind, key }: Pick<ProfileChange, 'kind' | 'key'>): string => `${kind}/${key}`

/** A profile without the records and settings that were left out, by `idOfChange`. */
export function chosenPart(document: ProfileDocument, leftOut: ReadonlySet<string>): ProfileDocument {
  const part: ProfileDocument = { ...document }
  for (const [kind, key] of Object.entries(PROFILE_KEYS)) {
    const records = document[kind]
    if (!Array.isArray(records)) continue
    part[kind] = records.filter((record) => !leftOut.has(`${kind}/${keyOf(record, kind, key)}`))
  }
  if (isRecord(document.settings)) part.settings = settingsWithout(document.settings, leftOut, [])
  return part
}

/** A user may be named by the e-mail address alone, which is the username then; a claim rule by its name, which is the id then. */
function keyOf(record: unknown, kind: string, key: string): string {
  if (!isRecord(record)) return ''
  const inItsPlace = kind === 'users' ? record.email : kind === 'claims' ? record.name : undefined
  return String(record[key] ?? inItsPlace ?? '')
}

function settingsWithout(
  settings: ProfileDocument,
  leftOut: ReadonlySet<string>,
  path: readonly string[]
): ProfileDocument {
  const entries = Object.entries(settings).flatMap(([name, value]): [string, unknown][] => {
    const here = [...path, name]
    if (leftOut.has(`settings/${here.join('.')}`)) return []
    return [[name, isRecord(value) ? settingsWithout(value, leftOut, here) : value]]
  })
  return Object.fromEntries(entries)
}

function isRecord(value: unknown): value is ProfileDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
