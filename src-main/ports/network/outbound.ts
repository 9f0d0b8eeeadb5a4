export interface OutboundOptions {
  /** Whether the address may be a private one, loopback included. */
  readonly allowPrivateAddresses: boolean
}

/**
 * Requests to addresses that clients registered, guarded: http and https alone, an address check after the name was looked
 * up, no redirects, 64 KiB and five seconds at most. Rejects with OutboundError.
 */
export interface Outbound {
  /** The text of a document; `accept` is the media type that is wanted. */
  fetchText(url: string, options: OutboundOptions & { readonly accept: string }): Promise<string>
  /** Posts a form; resolves with the status of the answer, whatever it is. */
  postForm(url: string, form: string, options: OutboundOptions): Promise<number>
}

/** Something that could not be had; the message is fit for `error_description`, and tells nothing of the network that was asked. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
}
