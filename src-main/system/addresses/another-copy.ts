import { setTimeout as pause } from 'node:timers/promises'
import { ask } from '../machine/ask'

/** Milliseconds that somebody who starts a server waits for what holds its port but says nothing. */
const PATIENCE_MS = 3_000
const HEALTHS = ['ok', 'degraded', 'stopping', 'starting']

/** Another Friendly OAuth2 Server of this machine. */
export interface AnotherCopy {
  /** Where its panel is in a browser; left out: it shows none. */
  readonly panelUrl?: string
}

/** The other Friendly OAuth2 Server that holds a port of this machine, by how its health and its discovery document look; undefined: it is somebody else. */
export async function findAnotherCopy(port: number): Promise<AnotherCopy | undefined> {
  const origins = ['http', 'https'].map((scheme) => `${scheme}://localhost:${port}`)
  const copies = await Promise.all(origins.map(async (origin) => (await isCopyAt(origin)) && origin))
  const origin = copies.find((copy) => copy !== false)
  if (origin === undefined) return undefined
  const panelUrl = `${origin}/panel/`
  const answer = await ask(panelUrl, 'anybody')
  return answer.kind === 'answer' && answer.status === 200 ? { panelUrl } : {}
}

async function isCopyAt(origin: string): Promise<boolean> {
  const silence = pause(PATIENCE_MS, {}, { ref: false })
  const health = await Promise.race([documentAt(`${origin}/healthz`), silence])
  if (!('status' in health) || !HEALTHS.includes(String(health.status))) return false
  // Its keys may be in the making, which takes a while.
  const { token_endpoint: token } = await documentAt(`${origin}/.well-known/openid-configuration`)
  return typeof token === 'string' && token.endsWith('/oauth2/token')
}

async function documentAt(address: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await ask(address, 'anybody')
  if (answer.kind === 'silence') return {}
  try {
    const document: unknown = JSON.parse(answer.body)
    return typeof document === 'object' && document !== null ? { ...document } : {}
  } catch {
    return {}
  }
}
