/** Runs electron-builder, and says what is missing when it fails. */
import { spawn } from 'node:child_process'
import { at, programOf, root } from '../setup/project.mjs'
import { explainFailure } from './explain-failure.mjs'
import { namesPublish } from './options.mjs'

/** Resolves with electron-builder's exit code; its output is shown as it comes. */
export async function runElectronBuilder(options, env = process.env) {
  const { code, output } = await runAndListen(
    [
      programOf('electron-builder', 'cli.js'),
      ...['--config', at('electron-builder.config.mjs')],
      // Installers are uploaded by whoever has looked at them.
      ...(namesPublish(options) ? [] : ['--publish', 'never']),
      ...options
    ],
    withoutEmpty(env)
  )
  if (code !== 0) console.error(`\n${explainFailure(output, env)}`)
  return code
}

/** A workflow passes secrets that it lacks on as empty texts, which would be taken for a certificate. */
const withoutEmpty = (env) =>
  Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== '' || !/^(WIN_CSC|CSC|APPLE)_/.test(name))
  )

function runAndListen(argv, env) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, argv, { cwd: root, env, stdio: ['inherit', 'pipe', 'pipe'] })
    const heard = []
    const hear = (stream) => (chunk) => {
      heard.push(chunk)
      stream.write(chunk)
    }
    child.stdout.on('data', hear(process.stdout))
    child.stderr.on('data', hear(process.stderr))
    child.once('error', failed)
    child.once('close', (code) => done({ code: code ?? 1, output: Buffer.concat(heard).toString() }))
  })
}
