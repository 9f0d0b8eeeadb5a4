import { say } from '../messages/say'
import { checking } from '../records/checking'
import { checkRecords } from '../records/check-records'
import { isNestedDeeper, MOST_LEVELS } from '../records/nesting'
import { profileFrameSchema, profileSchema, type Profile } from './profile'
import { PROFILE_LISTS } from './profile-keys'
import { describeIssues, type SchemaIssue } from './schema-issues'

declare const isWhole: unique symbol

/** A profile that was checked: the schema accepts all of it, but that a client may lack the secret that it needs. Only this folder makes one from nothing; a copy by spreading keeps the name, so whoever changes one has it checked again. */
export type CheckedProfile = Profile & { readonly [isWhole]: boolean }

/** A profile that the schema accepts as a whole, with its defaults. */
export type WholeProfile = Profile & { readonly [isWhole]: true }

export type Parsed<Kind extends CheckedProfile> =
  | { readonly profile: Kind; readonly issues?: undefined }
  | { readonly profile?: undefined; readonly issues: readonly SchemaIssue[] }

/** A profile, checked as a whole: either the profile with its defaults, or every fault in it. */
export function parseProfile(input: unknown): Parsed<WholeProfile> {
  // First, since whatever looks at the rest calls itself for each level.
  const deep = tooDeepIn(input)
  if (deep.length > 0) return { issues: deep }
  const profile = checkedByRecord(input)
  if (profile) return { profile }
  const result = profileSchema.safeParse(input, checking(recordsIn(input)))
  return result.success
    ? { profile: result.data as WholeProfile }
    : { issues: describeIssues(profileSchema, result.error, input) }
}

/** What the schema makes of a profile that it accepts, found record by record, since most of 100,000 resemble others; undefined: it has a fault. */
function checkedByRecord(input: unknown): WholeProfile | undefined {
  const { data } = profileFrameSchema.safeParse(input, checking(1))
  if (!data) return undefined
  const profile: Record<string, unknown> = { ...data }
  for (const name of PROFILE_LISTS) {
    const given = data[name]
    if (given && !(profile[name] = checkRecords(name, given, 'make'))) return undefined
  }
  return profile as WholeProfile
}

/** The entries of a profile that are nested too deeply for the configuration, and for most of what looks at all of it. */
export function tooDeepIn(input: unknown): SchemaIssue[] {
  const message = say('nested_deeper', { levels: MOST_LEVELS })
  return Object.entries(Object(input) as Record<string, unknown>).flatMap(([name, value]) => {
    if (!Array.isArray(value))
      return isNestedDeeper(value, MOST_LEVELS - 1) ? [{ path: [name], message }] : []
    const deep = [...value.keys()].filter((at) => isNestedDeeper(value[at], MOST_LEVELS - 2))
    return deep.map((at) => ({ path: [name, at], message }))
  })
}

function recordsIn(input: unknown): number {
  const lists = Object.values(Object(input) as Record<string, unknown>).filter(Array.isArray)
  return lists.reduce((sum, list) => sum + list.length, 0)
}
