import {
  formatPath,
  parseProfile,
  PROFILE_VERSION,
  type ProfileInput,
  type WholeProfile
} from '../../src-main/model'

/** A profile of what a test names; throws where the schema finds a fault in it. */
export function wholeProfile(sections: Omit<ProfileInput, 'version' | '$schema'>): WholeProfile {
  const { profile, issues } = parseProfile({ version: PROFILE_VERSION, ...sections })
  if (profile) return profile
  throw new Error(issues.map(({ path, message }) => `${formatPath(path)}: ${message}`).join('\n'))
}
