/** The headless server, rebuilt and restarted when its sources change, behind the development server of the panel. */
import { spawn } from 'node:child_process'
import { resolveConfig } from 'electron-vite'
import { build, createServer, mergeConfig } from 'vite'
import { at, root } from '../setup/project.mjs'

export async function developHeadless(options) {
  const { port, rest } = portOf(options)
  process.env.DEV_SERVER_ADDRESS = `http://localhost:${port}`
  const { config } = await resolveConfig({ root, logLevel: 'warn', ignoreConfigWarning: true }, 'serve')
  const server = createRestarting(() =>
    spawn(process.execPath, [at('out/main/cli.js'), 'serve', '--port', port, ...rest], { stdio: 'inherit' })
  )
  await buildAndWatch(config.main, server.restart)
  const panel = await createServer(config.renderer)
  await panel.listen()
  console.log(`The panel, with hot reload: ${panel.resolvedUrls.local[0]}`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop(panel, server))
}

/** The proxy needs to know the port, so it is always given. */
function portOf(options) {
  const index = options.indexOf('--port')
  if (index < 0) return { port: '9000', rest: options }
  return { port: options[index + 1], rest: options.toSpliced(index, 2) }
}

/** Builds the main process now and after every change; resolves after the first build. */
function buildAndWatch(config, onBuilt) {
  return new Promise((resolve, reject) => {
    const told = {
      name: 'tell-when-built',
      closeBundle() {
        onBuilt()
        resolve()
      }
    }
    build(mergeConfig(config, { build: { watch: {} }, plugins: [told] })).catch(reject)
  })
}

/** A child process that is started anew, one end at a time: a server frees its port before the next one takes it. */
function createRestarting(start) {
  let child
  let queue = Promise.resolve()
  const end = () =>
    new Promise((ended) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return ended()
      child.once('exit', ended)
      child.kill('SIGTERM')
    })
  const then = (next) => (queue = queue.then(end).then(next))
  return { restart: () => void then(() => (child = start())), stop: () => then(() => undefined) }
}

async function stop(panel, server) {
  await Promise.all([panel.close(), server.stop()])
  process.exit(0)
}
