import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createPersonBrowser, type PersonBrowser } from '../support/browser/person-browser'

const PROGRAM = resolve(import.meta.dirname, '../../out/main/cli.js')
export const PASSWORD = 'a-good-password'
export const CALLBACK = 'https://app.example.com/callback'

export interface Answer {
  readonly status: number
  /** Empty where it isn't JSON. */
  readonly json: Record<string, unknown>
}

/** The built program, serving a data folder on a port of its own; it starts anew after each kill. */
export interface KilledServer {
  readonly address: string
  /** Resolves when it is ready; rejects with what it said where it ended instead. */
  start(...args: string[]): Promise<void>
  /** Starts it, and lets it be killed before it may be ready. */
  startAndKill(afterMs: number): Promise<void>
  kill(): Promise<void>
  stop(): Promise<number | null>
  form(path: string, fields: Record<string, string>): Promise<Answer>
  admin(method: string, path: string, body?: object): Promise<Answer>
}

const asService = { Authorization: `Basic ${Buffer.from('service:a-secret').toString('base64')}` }

export function createKilledServer(data: string, port: number): KilledServer {
  const address = `http://localhost:${port}`
  let child: ChildProcess | undefined
  let adminToken: unknown

  function launch(args: readonly string[]): { child: ChildProcess; said: () => string } {
    const one = spawn(process.execPath, [PROGRAM, 'serve', '--port', String(port), '--data', data, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: data }
    })
    let said = ''
    for (const stream of [one.stdout, one.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child = one
    return { child: one, said: () => said }
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const ended = once(child, 'close') as Promise<[number | null]>
    child.kill(signal)
    return (await ended)[0]
  }

  async function form(path: string, fields: Record<string, string>) {
    const body = new URLSearchParams(fields)
    return answerOf(await fetch(address + path, { method: 'POST', headers: asService, body }))
  }

  return {
    address,
    form,
    async start(...args) {
      const { child: one, said } = launch(args)
      await new Promise<void>((ready, fail) => {
        one.stdout!.on('data', () => said().includes('is ready') && ready())
        one.once('close', () => fail(new Error(`The server ended: ${said()}`)))
      })
      const { json } = await form('/oauth2/token', { grant_type: 'client_credentials', scope: 'admin' })
      adminToken = json.access_token
    },
    async startAndKill(afterMs) {
      const { child: one } = launch([])
      await Promise.race([once(one, 'close'), new Promise((passed) => setTimeout(passed, afterMs))])
      await end('SIGKILL')
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    async admin(method, path, body) {
      const headers = { Authorization: `Bearer ${String(adminToken)}`, 'Content-Type': 'application/json' }
      const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
      return answerOf(await fetch(`${address}/admin/api${path}`, init))
    }
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const json = (await response.json().catch(() => ({}))) as Answer['json']
  return { status: response.status, json }
}

/** A code of somebody who is signed in, in a browser that asks without a page. */
export async function takeCode(browser: PersonBrowser): Promise<string> {
  const { location = '' } = await browser.authorize({
    client_id: 'service',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid offline_access',
    prompt: 'none'
  })
  return new URL(location).searchParams.get('code') ?? ''
}

/** A browser in which alice signed in. */
export async function signedInBrowser(address: string): Promise<PersonBrowser> {
  const browser = createPersonBrowser(address)
  await browser.authorize({
    client_id: 'service',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid'
  })
  await browser.signIn('alice', PASSWORD)
  return browser
}
