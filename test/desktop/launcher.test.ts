import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { downloadElectron } from '../../scripts/setup/download-electron.mjs'
import { findElectron, whyNoDesktop } from '../../scripts/setup/find-electron.mjs'
import { isAccepted } from '../../scripts/setup/node-version.mjs'
import { makeFolder, removeFolders } from '../support/desktop/launch-desktop'

const root = resolve(import.meta.dirname, '../..')
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
})
afterAll(removeFolders)

/** Runs npm start's script on a machine without a display. */
function start(...options: string[]) {
  const { DISPLAY: _, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...options], { cwd: root, env })
  children.push(child)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return { child, ended, output: () => output }
}

const READY = /ready: issuer (http:\/\/localhost:\d+), panel (http:\/\/localhost:\d+\/panel\/)/

describe('npm start', () => {
  // Windows has no signal that ends a server gently.
  it.runIf(process.platform !== 'win32')(
    'runs the server headless, and prints both addresses and how to sign in',
    async () => {
      const { child, ended, output } = start('--headless', '--port', '0', '--data', makeFolder())
      await expect.poll(output, { timeout: 30_000 }).toMatch(READY)
      const [, issuer] = READY.exec(output()) ?? []
      expect((await fetch(`${issuer}/healthz`)).status).toBe(200)
      expect(output()).toContain('admin@example.com')
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    }
  )

  it.runIf(process.platform === 'linux')('says in one line why there is no window, and goes on', async () => {
    const { output } = start('--port', '0', '--data', makeFolder())
    await expect.poll(output, { timeout: 30_000 }).toMatch(READY)
    const why = output()
      .split('\n')
      .filter((line) => line.startsWith('Starting without a window: '))
    expect(why).toEqual([expect.stringContaining('there is no display')])
  })

  it.runIf(process.platform === 'linux')('with --desktop ends with the reason instead', async () => {
    const { ended, output } = start('--desktop')
    expect(await ended).toBe(1)
    expect(output()).toContain('The desktop app cannot be started: there is no display')
  })

  it('passes the product’s exit code on', async () => {
    const { ended, output } = start('--headless', '--port', 'ninety')
    expect(await ended).toBe(2)
    expect(output()).toContain('--port: "ninety" is not accepted')
  })
})

describe('looking for Electron', () => {
  it('takes the one that the environment names, and says when that is none', () => {
    expect(findElectron({ ELECTRON_EXEC_PATH: process.execPath })).toEqual({ path: process.execPath })
    expect(findElectron({ ELECTRON_EXEC_PATH: join(root, 'nothing') })).toMatchObject({
      why: expect.stringContaining('ELECTRON_EXEC_PATH') as string,
      downloadable: false
    })
  })

  it.runIf(process.platform === 'linux')('needs a display on Linux', () => {
    expect(whyNoDesktop({})).toContain('there is no display')
    expect(whyNoDesktop({ DISPLAY: ':0' }) ?? '').not.toContain('display')
  })
})

describe('fetching Electron', () => {
  it('gives up when nothing arrives, however long the other side stays silent', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    try {
      const environment = mirroredAt(`http://127.0.0.1:${port}/`)
      expect(await downloadElectron({ patienceMs: 1_500, environment })).toContain('nothing arrived')
    } finally {
      silent.closeAllConnections()
      silent.close()
    }
  })

  it('says what went wrong when there is nobody to fetch it from', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as AddressInfo
    await new Promise((done) => closed.close(done))
    expect(await downloadElectron({ environment: mirroredAt(`http://127.0.0.1:${port}/`) })).toMatch(
      /ECONNREFUSED|fetch failed/
    )
  })
})

/** Another place to fetch from, an empty cache, and a platform whose binary is never here already. */
function mirroredAt(address: string) {
  const platform = process.platform === 'darwin' ? 'linux' : 'darwin'
  return {
    ...process.env,
    ELECTRON_MIRROR: address,
    ELECTRON_INSTALL_PLATFORM: platform,
    electron_config_cache: makeFolder()
  }
}

describe('the Node that is needed', () => {
  it.each([
    ['20.19.0', true],
    ['20.18.9', false],
    ['21.7.0', false],
    ['22.12.0', true],
    ['22.11.0', false],
    ['26.0.0', true]
  ])('%s: %s', (version, expected) => {
    expect(isAccepted(version, '^20.19.0 || >=22.12.0')).toBe(expected)
  })
})
