/** Where `--publish` goes: electron-builder would make everything, publish nothing and say nothing of it. */
import { buildsForMac, publishes, usageError } from './options.mjs'
import { isSignedOnMac } from './signing.mjs'

/**
 * Throws a usage error where something is to be published that nothing is published of.
 *
 * @param {readonly string[]} options electron-builder's
 * @param {{ updates: readonly { provider: string }[] | null, preset?: object }} build
 * @param {{ env?: Readonly<Record<string, string | undefined>>, platform?: string }} [machine]
 */
export function requirePlaceToPublish(options, { updates, preset }, machine = {}) {
  const { env = process.env, platform = process.platform } = machine
  if (!publishes(options)) return
  if (preset)
    throw usageError('--publish: a preconfigured build gets no updates, so it is published nowhere.')
  if (updates?.[0].provider !== 'github')
    throw usageError(
      '--publish: nowhere to publish to; PACKAGE_UPDATES=github:owner/repository names the repository. Whatever else PACKAGE_UPDATES names is filled by hand.'
    )
  if (buildsForMac(options, platform) && !isSignedOnMac(env))
    throw usageError(
      '--publish: without a certificate a build for macOS gets no updates, so it is published nowhere; CSC_LINK or CSC_NAME names one. A pull request is never signed.'
    )
}
