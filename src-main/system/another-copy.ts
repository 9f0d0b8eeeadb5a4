import { setTimeout as pause } from 'node:timers/promises'
import { ask } from './machine/ask'

/** Milliseconds that somebody who starts a server waits for what holds its port but says nothing. */
const PATIENCE_MS = 3_000
const HEALTHS = ['ok', 'degraded', 'stopping', 'starting']

/** Whether a port of this machine is held by another Friendly OAuth2 Server: by how its health and its discovery document look. */
export async function isAnotherCopy(port: number): Promise<boolean> {
  const origins = ['http', 'https'].map((scheme) => `${scheme}://localhost:${port}`)
  return (await Promise.all(origins.map(isCopyAt))).includes(true)
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
