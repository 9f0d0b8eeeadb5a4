/** A request as the playground builds it: the bytes that leave. Header names keep their spelling and order. */
export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: string
  readonly tls?: {
    /** The certificate, in PEM, that the server must show; whoever issued it, and for whatever name, it is trusted. */
    readonly trusted?: string
    /** What the client shows of itself (RFC 8705 §2), in PEM. */
    readonly certificate?: { readonly cert: string; readonly key: string }
  }
}

export interface HttpResponse {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly durationMs: number
}

/** Sends a request as it stands: no redirects, no cookies, no retries, a body of 1 MiB and 30 seconds at most. */
export interface HttpSender {
  /** Rejects with an Error whose message says what went wrong on the way. */
  send(request: HttpRequest): Promise<HttpResponse>
}
