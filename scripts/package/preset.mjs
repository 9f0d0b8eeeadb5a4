/** What a preconfigured build carries beside the app: its profile, and what it is called. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { at, manifest } from '../setup/project.mjs'
import { requireName, usageError } from './options.mjs'
import { makeTrialFile } from './trial-file.mjs'

/**
 * Starts a server on the profile, as the installed app will, and writes into `folder` what that server holds: variables of the
 * environment filled in, and the same subjects on every machine. Resolves with the name and what whoever builds it should know;
 * throws a usage error that names every fault of the profile.
 */
export async function makePreset({ file, name, lock }, folder) {
  const { profile, hasDefaultPassword } = await tryProfile(file, folder)
  if (lock !== undefined && hasDefaultPassword)
    throw usageError(
      `--lock: everybody knows the password of admin@example.com, so a lock would keep nobody out; give ${file} an administrator of its own.`
    )
  const chosen = name ?? profile.settings.branding.server_name
  if (name === undefined)
    requireName(chosen, 'settings.branding.server_name of the profile, in place of --name')
  writeFileSync(join(folder, 'profile.json'), `${JSON.stringify(profile, null, 2)}\n`)
  writeFileSync(join(folder, 'preset.json'), `${JSON.stringify({ name: chosen, lock }, null, 2)}\n`)
  return { name: chosen, warnings: warningsOf(profile, { name: chosen, hasDefaultPassword }) }
}

async function tryProfile(file, folder) {
  const { startServer } = await import(pathToFileURL(at('out/main/library.js')).href)
  const { trial, document } = await makeTrialFile(file, folder)
  const server = await startServer({ profile: trial, host: 'localhost', logLevel: 'silent' }).catch(
    (error) => {
      error.message = error.message.replaceAll(trial, file)
      throw error
    }
  )
  try {
    const { attention } = await server.admin.server.overview()
    const { $schema: _, keys, ...exported } = await server.admin.profile.export({})
    // Keys that were made for the trial alone stay here: each installed app makes its own.
    const profile = document.keys?.length > 0 ? { ...exported, keys } : exported
    return { profile, hasDefaultPassword: attention.some(({ id }) => id === 'default_password') }
  } finally {
    await server.stop()
    if (trial !== file) rmSync(trial)
  }
}

function warningsOf({ users, clients, keys = [], settings }, { name, hasDefaultPassword }) {
  const secrets = [
    [users.filter((user) => user.password).length, 'password'],
    [users.filter((user) => user.password_hash).length, 'password hash', 'password hashes'],
    [clients.filter((client) => client.client_secret).length, 'client secret'],
    [keys.length, 'signing key'],
    [settings.mail.password ? 1 : 0, 'password of the mail server']
  ].filter(([count]) => count > 0)
  const counted = secrets.map(([count, one, many = `${one}s`]) => `${count} ${count === 1 ? one : many}`)
  const silent = users.filter((user) => !user.password && !user.password_hash)
  return [
    counted.length > 0 && `Whoever has the installer can read what travels in it: ${counted.join(', ')}.`,
    hasDefaultPassword &&
      'admin@example.com has the documented password, and until somebody changes it in the app the server listens to its own machine alone. ' +
        'A profile with an administrator of its own is free of that.',
    silent.length > 0 &&
      `${silent.length} of ${users.length} people have no password in the profile, so nobody can sign in as them with one.`,
    name === manifest().productName &&
      'The build is called as the plain app and takes its place where both are installed; --name makes it an app of its own.'
  ].filter(Boolean)
}
