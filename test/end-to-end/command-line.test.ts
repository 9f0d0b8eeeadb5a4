import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const FORM = 'application/x-www-form-urlencoded'
const PROGRAM = resolve(import.meta.dirname, '../../out/main/cli.js')

interface Running {
  readonly child: ChildProcess
  /** What it printed so far. */
  output(): { out: string; err: string }
  /** The exit code, once it has ended; null: a signal ended it. */
  readonly ended: Promise<number | null>
}

let folder: string
let data: string
const running: Running[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-cli-'))
  data = join(folder, 'data')
})

afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.splice(0).map(({ ended }) => ended))
  await rm(folder, { recursive: true, force: true })
})

/** Starts the built program with an environment that holds nothing of ours. */
function start(args: string[], environment: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: folder, SYSTEMROOT: process.env.SYSTEMROOT, ...environment }
  })
  const texts = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const started = { child, output: () => texts, ended }
  running.push(started)
  return started
}

async function run(...args: string[]) {
  const { ended, output } = start(args)
  return { exitCode: await ended, ...output() }
}

/** A server that is ready, and its address. */
async function serve(...args: string[]) {
  const server = start(['serve', '--port', '0', '--data', data, ...args])
  const ready = await new Promise<string>((settle, fail) => {
    server.child.stdout!.on('data', () => server.output().out.includes('\n') && settle(server.output().out))
    void server.ended.then((code) => fail(new Error(`ended with ${code}: ${server.output().err}`)))
  })
  const issuer = /issuer (\S+?)[,\s]/.exec(ready)![1]!
  return { ...server, ready, issuer, port: new URL(issuer).port }
}

describe('friendly-oauth2 serve', () => {
  it('prints one line when it is ready, with issuer, panel and how to sign in, and answers from then on', async () => {
    const { ready, issuer } = await serve()
    expect(ready.trim().split('\n')).toHaveLength(1)
    expect(ready).toMatch(
      /^Friendly OAuth2 Server is ready: issuer http:\/\/localhost:\d+, panel http:\/\/localhost:\d+\/panel\//
    )
    expect(ready).toContain('sign in as admin@example.com with the password password1')
    const response = await fetch(`${issuer}/healthz`)
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
  })

  it('serves no panel and names none with --no-panel', async () => {
    const { ready, issuer } = await serve('--no-panel')
    expect(ready).not.toContain('panel')
    expect((await fetch(`${issuer}/panel/`)).status).toBe(404)
  })

  it.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends with 0 after %s, and lets go of the data folder',
    async (signal) => {
      const { child, ended } = await serve()
      child.kill(signal)
      expect(await ended).toBe(0)
      expect((await run('client', 'list', '--data', data)).exitCode).toBe(0)
    }
  )

  it.skipIf(process.platform === 'win32')(
    'takes the signals of one Ctrl-C, which npm and the launcher pass on, as one: what is in flight is finished',
    async () => {
      const { child, ended, issuer } = await serve()
      const { hostname, port } = new URL(issuer)
      const socket = connect(Number(port), hostname)
      const answer = text(socket)
      const head = [
        'POST /oauth2/token HTTP/1.1',
        'Host: localhost',
        'Content-Length: 1',
        `Content-Type: ${FORM}`
      ]
      await new Promise<void>((done) => socket.write(`${head.join('\r\n')}\r\n\r\n`, () => done()))
      // Answered, so that the server has seen the request before the signals.
      await fetch(`${issuer}/healthz`)
      child.kill('SIGINT')
      child.kill('SIGINT')
      socket.write('x')
      expect(await answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(await ended).toBe(0)
    }
  )

  it.skipIf(process.platform === 'win32')(
    'ends with 0 although a client never finishes its request',
    async () => {
      const { child, ended, issuer } = await serve()
      const { hostname, port } = new URL(issuer)
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined)
      const head = [
        'POST /oauth2/token HTTP/1.1',
        'Host: localhost',
        'Content-Length: 10',
        `Content-Type: ${FORM}`
      ]
      await new Promise<void>((done) => socket.write(`${head.join('\r\n')}\r\n\r\n`, () => done()))
      await fetch(`${issuer}/healthz`)
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    }
  )

  it('lives on when whoever read its output has gone', async () => {
    const { child, issuer } = await serve('--log-level', 'debug')
    child.stdout!.destroy()
    child.stderr!.destroy()
    for (let request = 0; request < 5; request++)
      await fetch(`${issuer}/oauth2/token`, { method: 'POST', body: 'x' })
    expect((await fetch(`${issuer}/healthz`)).status).toBe(200)
    expect(child.exitCode).toBeNull()
  })

  it('loads a profile before it listens', async () => {
    const profile = join(folder, 'profile.yaml')
    await writeFile(profile, 'version: 1\nclients:\n  - { client_id: app, client_secret: secret }\n')
    const { issuer } = await serve('--profile', profile)
    const response = await fetch(`${issuer}/oauth2/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from('app:secret').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' })
    })
    expect(await response.json()).toMatchObject({
      token_type: 'Bearer',
      access_token: expect.stringMatching(/^[A-Za-z0-9]{255}$/) as string
    })
  })

  it('takes its options from the environment too', async () => {
    const server = start(['serve'], { FRIENDLY_OAUTH2_PORT: 'abc', FRIENDLY_OAUTH2_DATA: data })
    expect(await server.ended).toBe(2)
    expect(server.output().err).toMatch(/FRIENDLY_OAUTH2_PORT: "abc" is not accepted/)
  })
})

describe('what goes wrong ends with the exit code of its kind, one message and no stack trace', () => {
  const expectMessage = (err: string) => {
    expect(err).toMatch(/friendly-oauth2: /)
    expect(err).not.toMatch(/^\s+at /m)
  }

  it('2: a bad profile, with the path of each fault; no data folder is made', async () => {
    const profile = join(folder, 'profile.json')
    await writeFile(profile, JSON.stringify({ version: 1, users: [{ username: 'a', emal: 'x' }] }))
    const { exitCode, out, err } = await run('serve', '--port', '0', '--data', data, '--profile', profile)
    expect([exitCode, out]).toEqual([2, ''])
    expect(err).toContain('users[0].emal: unknown field; did you mean `email`?')
    expectMessage(err)
    await expect(access(data)).rejects.toThrow()
  })

  it('2: listening beyond loopback while the documented default password stands', async () => {
    const { exitCode, out, err } = await run('serve', '--port', '0', '--data', data, '--host', '0.0.0.0')
    expect([exitCode, out]).toEqual([2, ''])
    expect(err).toContain('--host: "0.0.0.0"')
    expectMessage(err)
  })

  it('3: a port that is taken, with the port', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const port = String((holder.address() as AddressInfo).port)
    const { exitCode, out, err } = await run('serve', '--port', port, '--data', data)
    holder.close()
    expect([exitCode, out]).toEqual([3, ''])
    expect(err).toContain(port)
    if (process.platform === 'linux') expect(err).toContain(String(process.pid))
    expectMessage(err)
  })

  it('4: a data folder that another instance has open, with its process', async () => {
    const { child } = await serve()
    for (const args of [
      ['serve', '--port', '0'],
      ['client', 'list'],
      ['token', 'app'],
      ['profile', 'export', '-']
    ]) {
      const { exitCode, err } = await run(...args, '--data', data)
      expect(exitCode).toBe(4)
      expect(err).toContain(String(child.pid))
      expectMessage(err)
    }
  })

  it.each([
    ['cut off', '{"version": 1, "cli'],
    ['full of NULs', '\0'.repeat(200)],
    ['of the wrong shape', '[]']
  ])('5: a config.json that is %s and has no backup, named and left as it is', async (_, content) => {
    expect((await run('client', 'list', '--data', data)).exitCode).toBe(0)
    const file = join(data, 'config.json')
    await rm(join(data, 'backups'), { recursive: true, force: true })
    await writeFile(file, content)
    const { mtimeMs } = await stat(file)
    const { exitCode, out, err } = await run('serve', '--port', '0', '--data', data)
    expect([exitCode, out]).toEqual([5, ''])
    expect(err).toContain(file)
    expectMessage(err)
    expect(await readFile(file, 'utf8')).toBe(content)
    expect((await stat(file)).mtimeMs).toBe(mtimeMs)
  })

  it('5: a data folder that is a file', async () => {
    await writeFile(data, 'not a folder')
    const { exitCode, err } = await run('serve', '--port', '0', '--data', data)
    expect(exitCode).toBe(5)
    expect(err).toContain(data)
    expectMessage(err)
  })
})

describe('the built program', () => {
  it('reaches no desktop code: none of the files that it loads speaks of electron', async () => {
    const seen = new Set<string>()
    const walk = async (file: string): Promise<void> => {
      if (seen.has(file)) return
      seen.add(file)
      const text = await readFile(file, 'utf8')
      expect(text).not.toMatch(/\b(?:require|import)\(["'`]electron["'`]\)/)
      const imports = [...text.matchAll(/\b(?:require|import)\(["'`](\.[^"'`]+\.js)["'`]\)/g)]
      for (const [, path] of imports) await walk(resolve(file, '..', path!))
    }
    await walk(PROGRAM)
    expect(seen.size).toBeGreaterThan(5)
  })
})
