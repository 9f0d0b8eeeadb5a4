/** electron-builder fetches Electron and its tools when it needs them, and its messages don't name what could not be had. */

const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|HTTPError|RequestError/
const AFTER_ELECTRON =
  /using custom unpacked Electron distribution|copying unpacked Electron|executing @electron\/fuses|building +target=/

/** What is fetched for a target, each with the variable that names it on this machine. */
const SEVEN_ZIP = ['7-Zip', 'ELECTRON_BUILDER_7ZIP_PATH', 'the program 7za']
const FPM = ['fpm', 'CUSTOM_FPM_PATH', 'the program fpm; or USE_SYSTEM_FPM=true where it is on the PATH']
const NSIS = [
  ['NSIS', 'ELECTRON_BUILDER_NSIS_DIR', 'a folder with it'],
  ['the plug-ins of NSIS', 'ELECTRON_BUILDER_NSIS_RESOURCES_DIR', 'a folder with them'],
  SEVEN_ZIP
]
const TOOLS = {
  AppImage: [['the AppImage tools', 'APPIMAGE_TOOLS_PATH', 'a folder with them']],
  deb: [FPM],
  rpm: [FPM],
  nsis: NSIS,
  portable: NSIS,
  dmg: [['dmgbuild', 'CUSTOM_DMGBUILD_PATH', 'the program']],
  zip: [SEVEN_ZIP],
  'tar.gz': [SEVEN_ZIP]
}
const ELECTRON = [
  'Electron',
  'ELECTRON_OVERRIDE_DIST_PATH',
  'its unpacked distribution, as in node_modules/electron/dist'
]
const WINDOWS_TOOLS = [
  ['the tools that sign Windows programs', 'ELECTRON_BUILDER_WINDOWS_KITS_PATH', 'a folder with them'],
  ['Wine (not on Windows)', 'ELECTRON_BUILDER_WINE_TOOLSET_DIR', 'a folder with it']
]

/** What packages for Linux lack where no page is known. */
export const NO_PAGE =
  'packages for Debian and Fedora must name a page of the project, and none is known. PACKAGE_HOMEPAGE=https://… names it.'

/** What helps, for whoever reads electron-builder's output above. `env` tells what was given already. */
export function explainFailure(output, env = {}) {
  if (/rpmbuild/.test(output) && /executable|ENOENT|not found/i.test(output))
    return 'No installer was made: rpm packages are put together by rpmbuild, which is not on this machine. On Debian and Ubuntu: sudo apt install rpm.'
  if (/Invalid configuration object/.test(output))
    return 'No installer was made: electron-builder.config.mjs says something that electron-builder does not know; it is named above.'
  if (/specify project homepage/.test(output)) return `No installer was made: ${NO_PAGE}`
  if (!NO_NETWORK.test(output)) return 'No installer was made; what stopped it stands above.'
  const missing = missingTools(output).filter(([, variable]) => !env[variable])
  return [
    'No installer was made, since a download from github.com failed. Behind a proxy set HTTPS_PROXY. Without a network give what is fetched yourself:',
    ...missing.map(([what, variable, value]) => `  ${what}: ${variable}=${value}`),
    'npm run package -- --dir makes the app without an installer and needs Electron alone.'
  ].join('\n')
}

function missingTools(output) {
  if (!AFTER_ELECTRON.test(output)) return [ELECTRON]
  const targets = [...output.matchAll(/building +target=(\S+)/g)].map(([, target]) => target)
  const tools = targets.flatMap(
    (target) => TOOLS[target.toLowerCase() === 'appimage' ? 'AppImage' : target.toLowerCase()] ?? []
  )
  const isForWindows = /platform=win32/.test(output)
  return [...new Set([...tools, ...(isForWindows ? WINDOWS_TOOLS : [])])]
}
