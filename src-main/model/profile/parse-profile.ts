import { profileSchema, type Profile } from './profile'
import { describeIssues, type SchemaIssue } from './schema-issues'

export type ParsedProfile =
  | { readonly profile: Profile; readonly issues?: undefined }
  | { readonly profile?: undefined; readonly issues: readonly SchemaIssue[] }

/** A profile, checked as a whole: either the profile with its defaults, or every fault in it. */
export function parseProfile(input: unknown): ParsedProfile {
  const result = profileSchema.safeParse(input)
  return result.success
    ? { profile: result.data }
    : { issues: describeIssues(profileSchema, result.error, input) }
}
