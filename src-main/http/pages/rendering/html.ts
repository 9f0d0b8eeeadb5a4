/** Markup in which everything that came from outside is escaped. Only this file makes it. */
export interface Html {
  readonly markup: string
}

/** What a template may hold: text is escaped, markup is kept, nothing stays nothing. */
export type Part = Html | string | number | false | undefined | readonly Part[]

/** What was made here: an object of the same shape, say from a request, is not taken for markup. */
const made = new WeakSet<object>()

/** Markup from a template. Attributes must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return trusted(strings.reduce((before, text, index) => before + markupOf(parts[index - 1] as Part) + text))
}

/** Markup of our own files; never for what came from outside. */
export function trusted(markup: string): Html {
  const result = Object.freeze({ markup })
  made.add(result)
  return result
}

/** A text of the catalogue with its `{placeholders}` filled in, by text or by markup. */
export function fill(text: string, values: Readonly<Record<string, Part>>): Html {
  return html`${text.split(/(\{\w+\})/).map((piece) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1]
    return name !== undefined && Object.hasOwn(values, name) ? values[name] : piece
  })}`
}

/** The same where no markup can stand, such as in an attribute. */
export function fillText(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole
  )
}

export function escapeText(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

function markupOf(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return escapeText(part)
  if (isList(part)) return part.map(markupOf).join('')
  return made.has(part) ? part.markup : escapeText(String(part.markup))
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part)
}
