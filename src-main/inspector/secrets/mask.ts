import type { HeaderLines } from '../raw-exchange'
import { DOTS, isSecretName, SECRET_NAMES } from './secret-names'

/** Header lines without what opens something. */
export function maskHeaders(lines: HeaderLines): HeaderLines {
  return lines.map(([name, value]) => [name, maskHeader(name.toLowerCase(), value)] as const)
}

/** The value of one header; its name in lower case. */
export function maskHeader(name: string, value: string): string {
  switch (name) {
    case 'authorization':
      return value.replace(/^(\S+)\s+\S.*$/s, `$1 ${DOTS}`)
    case 'proxy-authorization':
    case 'dpop':
    case 'x-csrf-token':
      return DOTS
    case 'cookie':
      return value.replace(/=[^;]*/g, `=${DOTS}`)
    case 'set-cookie':
      return value.replace(/^([^=;]*)=[^;]+/, `$1=${DOTS}`)
    case 'location':
    case 'referer':
      return maskAddress(value)
    default:
      return maskTokens(value)
  }
}

/** An address, or a request target: parameters of its query and of its fragment. */
export function maskAddress(address: string): string {
  return maskTokens(
    address.replace(/([?&#])([^=&#]*)=([^&#]*)/g, (whole, mark: string, name: string) =>
      isSecretName(decoded(name)) ? `${mark}${name}=${DOTS}` : whole
    )
  )
}

/** A body: fields of a page, else parameters of a form and members of JSON, whatever it calls itself. */
export function maskBody(body: string, contentType: string): string {
  if (body === '') return body
  if (contentType.startsWith('text/html')) return maskTokens(maskHidden(body))
  return maskMembers(maskAddress(`?${body}`).slice(1))
}

const MEMBER = new RegExp(String.raw`("(?:${SECRET_NAMES.join('|')})"\s*:\s*)"(?:[^"\\]|\\.)*"?`, 'gi')

/** Members of JSON, as they are written: the rest stays as it came, byte for byte. */
function maskMembers(body: string): string {
  return body.replace(MEMBER, `$1"${DOTS}"`)
}

function maskHidden(html: string): string {
  return html.replace(/(name="([^"]*)" value=")[^"]*"/g, (whole, start: string, name: string) =>
    isSecretName(name) ? `${start}${DOTS}"` : whole
  )
}

/** A JWT wherever it stands: without its signature it opens nothing, but it may hold somebody's data. */
function maskTokens(text: string): string {
  return text.replace(/\beyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g, DOTS)
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
