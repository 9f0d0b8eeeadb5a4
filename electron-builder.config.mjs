/** How `npm run package` makes installers. The folder of a preconfigured profile comes from scripts/package.mjs. */
const profile = process.env.PACKAGE_PROFILE_FOLDER

export default {
  appId: 'io.github.friendly-oauth2-server',
  productName: 'Friendly OAuth2 Server',
  executableName: 'friendly-oauth2-server',
  directories: { output: 'dist', buildResources: 'resources' },
  // out/ is self-contained: no node_modules go along.
  files: ['out/**', 'resources/**', 'package.json', '!**/node_modules/**'],
  asar: true,
  extraResources: profile ? [{ from: profile, to: 'profile', filter: ['profile.json'] }] : [],
  npmRebuild: false,
  publish: null,
  ...(process.env.ELECTRON_OVERRIDE_DIST_PATH
    ? { electronDist: process.env.ELECTRON_OVERRIDE_DIST_PATH }
    : {}),
  // Electron's security checklist, no. 19.
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false
  },
  linux: {
    target: ['AppImage', 'deb', 'tar.gz'],
    category: 'Development',
    icon: 'resources/icons/icon-512.png',
    maintainer: 'Friendly OAuth2 Server'
  },
  win: { target: ['nsis', 'zip'], icon: 'resources/icons/icon.ico' },
  mac: {
    target: ['dmg', 'zip'],
    icon: 'resources/icons/icon.icns',
    category: 'public.app-category.developer-tools'
  },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true }
}
