/**
 * Whether a build for macOS is signed by somebody. electron-builder signs nothing for a pull request there, whatever it is given.
 *
 * @param {Readonly<Record<string, string | undefined>>} [env]
 */
export function isSignedOnMac(env = process.env) {
  return Boolean((env.CSC_LINK || env.CSC_NAME) && !env.GITHUB_BASE_REF)
}
