import type { ClientCertificate } from '../ports'

/** What is known of a request so far, for whoever watches the traffic. */
export interface RequestFacts {
  readonly client_id?: string
  readonly grant_type?: string
  /** The person that it is about, by the subject that the store knows. */
  readonly sub?: string
}

/** The headers that the protocol reads. */
export interface ProtocolHeaders {
  readonly authorization?: string
  readonly contentType?: string
  readonly accept?: string
  /** RFC 9449 §4.1. */
  readonly dpop?: string
}

/** A request to an endpoint of the protocol, as values. */
export interface ProtocolRequest {
  readonly method: string
  readonly headers: ProtocolHeaders
  readonly body: string
  /** What stands behind the question mark, without it. */
  readonly query: string
  /** The path that was asked, for endpoints that have more than one. */
  readonly path: string
  /** Where the request came from. */
  readonly ip: string
  /** What the client showed in the TLS handshake. */
  readonly certificate?: ClientCertificate
  /** Told what the request claims as soon as it is read, so that a refusal can be shown with it. Nothing here reads it back. */
  readonly observe?: (facts: RequestFacts) => void
}

export interface ProtocolAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** RFC 6749 §5.1: whatever carries a token or says something of one is not to be stored. */
const SECRET_JSON = Object.freeze({
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  Pragma: 'no-cache'
})
const SECRET_NOTHING = Object.freeze({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })

export function secretJson(value: object): ProtocolAnswer {
  return { status: 200, headers: SECRET_JSON, body: JSON.stringify(value) }
}

/** Something secret of a media type of its own. */
export function secretText(contentType: string, body: string): ProtocolAnswer {
  return { status: 200, headers: { ...SECRET_NOTHING, 'Content-Type': contentType }, body }
}

export function secretNothing(): ProtocolAnswer {
  return { status: 200, headers: SECRET_NOTHING, body: '' }
}
