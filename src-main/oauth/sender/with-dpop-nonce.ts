import type { Store } from '../../ports'
import { OAuthError } from '../oauth-error'
import type { ProtocolAnswer, ProtocolRequest } from '../protocol-request'
import type { DpopNonces } from './dpop-nonces'

type Handle = (request: ProtocolRequest) => Promise<ProtocolAnswer>

/** Makes an endpoint send a fresh nonce with every answer to a proof, refusals included, while nonces are required (RFC 9449 §8.2). */
export type WithDpopNonce = (handle: Handle) => Handle

export function createWithDpopNonce({
  settings,
  nonces
}: {
  settings: Store['settings']
  nonces: DpopNonces
}): WithDpopNonce {
  async function freshNonce(): Promise<Readonly<Record<string, string>>> {
    return (await settings.get()).dpop.nonce_required ? { 'DPoP-Nonce': await nonces.current() } : {}
  }

  async function withNonce(handle: Handle, request: ProtocolRequest): Promise<ProtocolAnswer> {
    try {
      const answer = await handle(request)
      return { ...answer, headers: { ...answer.headers, ...(await freshNonce()) } }
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      throw error.withHeaders(await freshNonce())
    }
  }

  return (handle) => (request) =>
    request.headers.dpop === undefined ? handle(request) : withNonce(handle, request)
}
