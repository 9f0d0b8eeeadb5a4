import type { ServerFacts, Finding, FindingId } from '../../contract'
import { FINDINGS } from '../../contract'
import type { Settings } from '../../model'
import type { DatabaseState } from '../../ports'

/** What is known of a set-up before the machine is asked. */
export interface Situation {
  /** What it listens on, or is to. */
  readonly host: string
  readonly port: number
  readonly issuer: string
  /** Whether it speaks TLS, or is to. */
  readonly isTls: boolean
  /** Whether the one who asks is the server, and listens. */
  readonly isListening: boolean
  /** The certificate that is served; a text: why none can be; undefined: none was made yet. */
  readonly certificate?: ServerFacts['tls'] | string
  /** Milliseconds by which the server's clock differs from the machine's, because somebody moved or froze it. */
  readonly clockOffsetMs: number
  readonly data: DataSituation
  /** Looks into the database, where there is one. */
  readonly database?: () => Promise<DatabaseState>
  readonly mail: Settings['mail']
}

export interface DataSituation {
  readonly kind: ServerFacts['store']['kind']
  readonly folder?: string
  /** Why what stands in it can't be used. */
  readonly damage?: string
  /** The process that has it open, where that isn't the one who asks. */
  readonly heldBy?: number
}

/** A finding with what belongs to its kind. */
export function found(id: FindingId, values: Readonly<Record<string, string | number>> = {}): Finding {
  const { check, verdict, repair } = FINDINGS[id]
  // A reason is the middle of a sentence.
  const texts = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, String(value).replace(/\.$/, '')])
  )
  return { id, check, verdict, values: texts, ...(repair && { repair }) }
}

/** The address of the listener as this machine reaches it. */
export function addressOf({ host, port, isTls }: Pick<Situation, 'host' | 'port' | 'isTls'>): string {
  const isEverything = host === '0.0.0.0' || host === '::'
  const name = isEverything ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `${isTls ? 'https' : 'http'}://${name}:${port}`
}

/** The names of this machine that lead nowhere else. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '')
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || name.startsWith('127.')
}

/** The day of a moment, in UTC. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The issuer that a discovery document names. */
export function issuerIn(body: string): string | undefined {
  try {
    const document: unknown = JSON.parse(body)
    return typeof document === 'object' && document !== null && 'issuer' in document
      ? String(document.issuer)
      : undefined
  } catch {
    return undefined
  }
}
