/**
 * npm run package: the installers for this system, in dist/.
 *
 *   npm run package -- --dir                                     the app unpacked, without an installer
 *   npm run package -- --profile checkout-qa.json                a preconfigured build, which begins with that profile
 *     [--name "Checkout QA"]                                     called so; default: the server's name in the profile
 *     [--lock tester]                                            without the sections of administrators
 *
 * Everything else goes to electron-builder. electron-builder.config.mjs tells which variables sign, name and publish.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { manifest } from './setup/project.mjs'
import { requireNode } from './setup/node-version.mjs'
import { readOptions } from './package/options.mjs'
import { requirePlaceToPublish } from './package/place-to-publish.mjs'
import { publisherNotes } from './package/publisher-notes.mjs'
import { publisherOf } from './package/publisher.mjs'

requireNode(manifest().engines.node)
try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (error.name !== 'UsageError') throw error
  console.error(error.message)
  process.exitCode = 2
}

async function run(argv) {
  const { preset, rest } = readOptions(argv)
  const publisher = publisherOf()
  requirePlaceToPublish(rest, { ...publisher, preset })
  const { installWhatIsMissing } = await import('./setup/install.mjs')
  const { buildWhatIsStale } = await import('./setup/build.mjs')
  await installWhatIsMissing()
  if (!(await buildWhatIsStale())) return 1
  if (process.platform === 'linux') for (const note of publisherNotes(publisher)) console.log(note)
  const { runElectronBuilder } = await import('./package/electron-builder.mjs')
  return preset ? withPreset(preset, (env) => runElectronBuilder(rest, env)) : runElectronBuilder(rest)
}

/** The folder of what travels along is there for as long as electron-builder runs. */
async function withPreset({ file, ...preset }, work) {
  const { makePreset } = await import('./package/preset.mjs')
  const folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-preset-'))
  try {
    // npm runs scripts in the project's folder, wherever it was called.
    const path = resolve(process.env.INIT_CWD ?? '.', file)
    const { name, warnings } = await makePreset({ file: path, ...preset }, folder)
    console.log(
      `Preconfigured build “${name}” of ${path}${preset.lock ? `, locked to ${preset.lock}s` : ''}.`
    )
    for (const warning of warnings) console.warn(`Warning: ${warning}`)
    return await work({ ...process.env, PACKAGE_PRESET_FOLDER: folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
