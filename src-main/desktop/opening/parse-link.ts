import { isAbsolute } from 'node:path'
import { SECTIONS } from '../../contract'

/** The scheme of links into the app. */
export const LINK_SCHEME = 'friendly-oauth2'
const LONGEST_LINK = 2_000

/** What a link asks for: a place in the panel, or a file whose import is shown before anything happens. */
export type Opened = { readonly route: string } | { readonly file: string }

/**
 * What a link means, of a closed list: `playground?request=…` shows a saved request unsent, `import?file=…` shows what importing a
 * file would change, `section/…` a section. Undefined: anything else. Nothing is done by following a link.
 */
export function parseLink(text: string): Opened | undefined {
  if (text.length > LONGEST_LINK || !URL.canParse(text)) return undefined
  const { protocol, host, pathname, searchParams } = new URL(text)
  if (protocol !== `${LINK_SCHEME}:`) return undefined
  const place = pathname.replace(/^\/|\/$/g, '')
  if (host === 'section') return sectionRoute(place)
  if (place !== '') return undefined
  if (host === 'playground') return playgroundRoute(searchParams.get('request'))
  return host === 'import' ? fileOf(searchParams.get('file')) : undefined
}

/** Whether a file can be opened with the app: a profile by its ending, on this machine and not on somebody's server. */
export function isProfileFile(path: string): boolean {
  return isAbsolute(path) && !/^[\\/]{2}/.test(path) && /\.(json|ya?ml)$/i.test(path)
}

function sectionRoute(id: string): Opened | undefined {
  const section = SECTIONS.find((one) => one.id === id)
  return section && { route: section.path }
}

function playgroundRoute(request: string | null): Opened | undefined {
  if (!request) return { route: '/playground' }
  const isSaved = /^[^/]{1,100}\/.{1,200}$/.test(request)
  return isSaved ? { route: `/playground?request=${encodeURIComponent(request)}` } : undefined
}

const fileOf = (file: string | null): Opened | undefined =>
  file !== null && isProfileFile(file) ? { file } : undefined
