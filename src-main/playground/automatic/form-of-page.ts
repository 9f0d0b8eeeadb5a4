import { htmlText } from './html-text'
import { parameterOf } from '../parameter-roles'
import type { Parameter } from '../authentication'

/** A page that posts itself to a redirect URI (Form Post Response Mode §2): where to, and what. Undefined: it is another page. */
export function formOfPage(body: string): { action: string; parameters: Parameter[] } | undefined {
  const action = attribute(/<form\b[^>]*>/i.exec(body)?.[0], 'action')
  const fields = [...body.matchAll(/<input\b[^>]*type="hidden"[^>]*>/gi)].map(([tag]) => tag)
  if (action === undefined || !/^https?:/.test(action) || !fields.length) return undefined
  const parameters = fields.map((tag) =>
    parameterOf(attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '')
  )
  return { action, parameters }
}

function attribute(tag: string | undefined, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag ?? '')?.[1]
  return value === undefined ? undefined : htmlText(value)
}
