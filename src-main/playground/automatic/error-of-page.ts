import type { Parameter } from '../authentication'
import { htmlText } from './html-text'

/** What this server's own page says to the developer, by the names under which it stands there. */
const FACTS = { error: 'error-code', error_description: 'error-description', reason: 'error-reason' } as const

/** The refusal that a page tells of; of a page that is none, nothing. */
export function errorOfPage(body: string): Parameter[] {
  return Object.entries(FACTS).flatMap(([name, place]) => {
    const found = new RegExp(`data-testid="${place}"[^>]*>([^<]*)<`).exec(body)?.[1]
    return found === undefined ? [] : [{ name, value: htmlText(found) }]
  })
}
