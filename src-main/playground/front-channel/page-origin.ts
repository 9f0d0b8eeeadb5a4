import { say } from '../../model'
import type { Plan } from '../plan/plan'
import { RequestNotBuilt } from '../request-not-built'

/**
 * The origin of the page that a request is sent for: the one of the draft, else where the client's own pages are, by its redirect URIs. Throws
 * RequestNotBuilt for what is no origin (RFC 6454 §6.2).
 */
export function pageOrigin({ draft, client, redirect_uri, target }: Plan): string {
  const said = draft.page?.origin?.trim()
  if (said) return requireOrigin(said)
  const own = originOf(target.endpoints.token)
  const registered = (client?.redirect_uris ?? []).map(originOf).filter((origin) => origin !== undefined)
  // The playground's landing place is on the server itself, where no page of a client is.
  return registered.find((origin) => origin !== own) ?? originOf(redirect_uri) ?? 'null'
}

function requireOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text
  throw new RequestNotBuilt([{ path: ['page', 'origin'], message: say('page_origin') }])
}

function originOf(uri: string | undefined): string | undefined {
  const url = uri !== undefined && URL.canParse(uri) ? new URL(uri) : undefined
  return url && /^https?:$/.test(url.protocol) ? url.origin : undefined
}
