import { ORPCError, type ClientLink } from '@orpc/client'
import { RPCLink as HttpLink } from '@orpc/client/fetch'
import { RPCLink as PortLink, type SupportedMessagePort } from '@orpc/client/message-port'

declare global {
  interface Window {
    /** The desktop's bridge: the two ends of one channel. */
    friendlyOAuth2Port?: SupportedMessagePort
  }
}

type NoContext = Record<never, never>
export type PanelLink = ClientLink<NoContext>

/**
 * What carries the calls: the given port, or where there is none HTTP below `baseUrl` with the CSRF token.
 * `onSignedOut` is told when the server no longer knows who asks.
 */
export function createLink(options: {
  port?: SupportedMessagePort | undefined
  baseUrl: string
  csrfToken: () => string | undefined
  onSignedOut: () => void
}): PanelLink {
  const { port, csrfToken } = options
  const link: PanelLink = port
    ? new PortLink<NoContext>({ port })
    : new HttpLink<NoContext>({
        url: new URL('rpc', options.baseUrl).href,
        headers: () => csrfHeader(csrfToken())
      })
  return {
    async call(path, input, callOptions) {
      try {
        return await link.call(path, input, callOptions)
      } catch (error) {
        if (isSignedOut(path, error)) options.onSignedOut()
        throw error
      }
    }
  }
}

const csrfHeader = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { 'X-CSRF-Token': token }

/** Signing in with a wrong password is refused with the same code; that is not the end of a session. */
function isSignedOut(path: readonly string[], error: unknown): boolean {
  return (
    path[0] !== 'session' &&
    path[0] !== 'account' &&
    error instanceof ORPCError &&
    error.code === 'UNAUTHORIZED'
  )
}
