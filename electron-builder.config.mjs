/**
 * How `npm run package` makes the app and its installers. The environment says the rest:
 *
 * - PACKAGE_HOMEPAGE, PACKAGE_MAINTAINER ("Name <mail@address>"): what the packages for Linux name; left out: the page of the repository, in a
 *   workflow or of a clone, and its owner. Packages for Debian and Fedora must name a page, so without one there are none.
 * - PACKAGE_UPDATES: where installed apps look for updates, `github:owner/repository` or the address of a folder; left out: nowhere.
 *   On macOS a build without a certificate looks nowhere.
 * - CSC_LINK and CSC_KEY_PASSWORD (WIN_CSC_… where Windows has another): the certificate that signs; APPLE_API_KEY, APPLE_API_KEY_ID and
 *   APPLE_API_ISSUER, or APPLE_ID, APPLE_APP_SPECIFIC_PASSWORD and APPLE_TEAM_ID: who has it notarized. Without a certificate nobody
 *   vouches for the app, and systems say so when it is opened first. CSC_NAME takes a certificate of the keychain.
 * - ELECTRON_OVERRIDE_DIST_PATH: an unpacked Electron instead of a download.
 * - PACKAGE_PRESET_FOLDER comes from scripts/package.mjs: `profile.json` and `preset.json` of a preconfigured build.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { productOf } from './scripts/package/product.mjs'
import { publisherOf } from './scripts/package/publisher.mjs'
import { isSignedOnMac } from './scripts/package/signing.mjs'

const { PACKAGE_PRESET_FOLDER: presetFolder, ELECTRON_OVERRIDE_DIST_PATH: electron } = process.env
const preset = presetFolder ? JSON.parse(readFileSync(join(presetFolder, 'preset.json'), 'utf8')) : undefined
const { productName, appName, packageName, appId } = productOf(preset?.name)
const { homepage, maintainer, updates } = publisherOf()

/** A target with the processors that it is built for. */
const on = (target, ...arch) => ({ target, arch })

export default {
  appId,
  productName,
  // What the app reads of itself.
  extraMetadata: {
    ...{ name: packageName, productName: appName, appId },
    ...(homepage && { homepage }),
    desktopName: `${packageName}.desktop`
  },
  artifactName: `${packageName}-\${version}-\${os}-\${arch}.\${ext}`,
  directories: { output: 'dist', buildResources: 'resources/icons' },
  // out/ is self-contained: no node_modules go along, and the command line stays out.
  files: [
    'out/**',
    '!out/main/{cli,library}.*',
    '!out/main/compiled/**',
    'resources/icons/**',
    'package.json',
    'LICENSE',
    '!**/node_modules/**'
  ],
  asar: true,
  extraResources: presetFolder
    ? [{ from: presetFolder, to: 'profile', filter: ['profile.json', 'preset.json'] }]
    : [],
  npmRebuild: false,
  // An update would bring the plain app in place of a preconfigured one.
  publish: preset ? null : updates,
  // What the metadata of updates is written for; the app carries a later one.
  electronUpdaterCompatibility: '>=6.0.0',
  ...(electron ? { electronDist: electron } : {}),
  protocols: [{ name: productName, schemes: ['friendly-oauth2'], role: 'Viewer' }],
  // Electron's security checklist, no. 19.
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    // Flipping them breaks the signature that Electron came with, and Apple's processors run nothing with a broken one.
    resetAdHocDarwinSignature: !isSignedOnMac()
  },
  win: { target: [on('nsis', 'x64', 'arm64'), on('portable', 'x64')], icon: 'resources/icons/icon.ico' },
  nsis: {
    oneClick: false,
    allowToChangeInstallationDirectory: true,
    artifactName: `${packageName}-\${version}-setup-\${arch}.\${ext}`
  },
  portable: { artifactName: `${packageName}-\${version}-portable-\${arch}.\${ext}` },
  mac: {
    target: [on('dmg', 'universal'), on('zip', 'universal')],
    icon: 'resources/icons/icon.icns',
    category: 'public.app-category.developer-tools',
    // Apple's processors run nothing unsigned: without a certificate it gets a signature of no one.
    // Its updates would be refused there (Squirrel.Mac compares signatures), so it looks for none.
    ...(isSignedOnMac() ? {} : { identity: '-', hardenedRuntime: false, publish: null }),
    // Offered under "Open with" for profiles, and never the first choice for other people's files.
    fileAssociations: [
      { ext: ['json', 'yaml', 'yml'], name: 'Profile', role: 'Viewer', rank: 'Alternate', isPackage: false }
    ]
  },
  linux: {
    target: homepage ? ['AppImage', 'deb', 'rpm'] : ['AppImage'],
    executableName: packageName,
    syncDesktopName: true,
    icon: 'resources/icons',
    category: 'Development',
    maintainer,
    vendor: maintainer
  },
  deb: { packageCategory: 'devel', priority: 'optional' },
  rpm: { packageCategory: 'Development/Tools' }
}
