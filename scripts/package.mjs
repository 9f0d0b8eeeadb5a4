/**
 * npm run package: the installers for this system, in dist/. With `-- --profile FILE` a preconfigured build: the profile is
 * checked first and travels along. Everything else after `--` goes to electron-builder, such as `--dir`.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { manifest, programOf, at, runNode } from './setup/project.mjs'
import { requireNode } from './setup/node-version.mjs'

requireNode(manifest().engines.node)
const { installWhatIsMissing } = await import('./setup/install.mjs')
const { buildWhatIsStale } = await import('./setup/build.mjs')

const { profile, rest } = readArguments(process.argv.slice(2))
await installWhatIsMissing()
if (!(await buildWhatIsStale())) process.exit(1)
process.exitCode = profile ? await packageWith(profile) : await packageNow(process.env)

function readArguments(given) {
  const index = given.findIndex((option) => option === '--profile' || option.startsWith('--profile='))
  if (index < 0) return { rest: given }
  const isJoined = given[index].includes('=')
  const file = isJoined ? given[index].slice('--profile='.length) : given[index + 1]
  if (!file) refuse('--profile needs a file: npm run package -- --profile my-profile.json')
  if (!existsSync(file)) refuse(`--profile: there is no file ${file}`)
  return {
    profile: resolve(file),
    rest: [...given.slice(0, index), ...given.slice(index + (isJoined ? 1 : 2))]
  }
}

function refuse(message) {
  console.error(message)
  process.exit(2)
}

/** Secrets in the profile travel in clear beside the app; whoever has the installer can read them. */
async function packageWith(file) {
  const code = await runNode([at('out/main/cli.js'), 'profile', 'validate', file])
  if (code !== 0) return code
  const folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-profile-'))
  try {
    // YAML holds all of JSON; what travels along is JSON.
    const { parse } = await import('yaml')
    const profile = parse(readFileSync(file, 'utf8'))
    writeFileSync(join(folder, 'profile.json'), JSON.stringify(profile, null, 2))
    return await packageNow({ ...process.env, PACKAGE_PROFILE_FOLDER: folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function packageNow(env) {
  const program = programOf('electron-builder', 'cli.js')
  const code = await runNode([program, '--config', at('electron-builder.config.mjs'), ...rest], { env })
  if (code !== 0)
    console.error(
      'No installer was made; see above for what is missing. electron-builder fetches Electron and its tools from github.com: ' +
        'behind a proxy set HTTPS_PROXY, and without a network give a distribution of Electron by ELECTRON_OVERRIDE_DIST_PATH.'
    )
  return code
}
