/** A form of a page, as a browser would send it. */
export interface HtmlForm {
  readonly action: string
  readonly method: string
  /** What its inputs hold already, hidden ones included; a checkbox only while it is ticked. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Names of all its inputs, empty ones too. */
  readonly names: readonly string[]
  readonly buttons: readonly { readonly name: string; readonly value: string }[]
}

/** Every form of a page that was rendered by the server. No page of the server needs a script, so this is what a person can do. */
export function htmlForms(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)].map(([, attributes = '', inside = '']) => {
    const own = attributesOf(attributes)
    const inputs = [...inside.matchAll(/<(input|button)\b([^>]*)>/gi)].map(([, tag = '', text = '']) => ({
      tag: tag.toLowerCase(),
      ...attributesOf(text)
    }))
    const isButton = ({ tag, type }: Record<string, string>) => tag === 'button' || type === 'submit'
    const named = inputs.filter((input): input is typeof input & { name: string } => 'name' in input)
    const values = named.filter((input) => !isButton(input))
    return {
      action: own.action ?? '',
      method: (own.method ?? 'get').toUpperCase(),
      fields: values
        .filter((input) => !isChoice(input) || 'checked' in input)
        .map((input) => [input.name, valueOf(input)] as const),
      names: [...new Set(values.map(({ name }) => name))],
      buttons: named.filter(isButton).map((input) => ({ name: input.name, value: valueOf(input) }))
    }
  })
}

function isChoice(input: Record<string, string>): boolean {
  return input.type === 'checkbox' || input.type === 'radio'
}

function valueOf(input: Record<string, string>): string {
  return input.value ?? (isChoice(input) ? 'on' : '')
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([a-z][a-z0-9-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/gi)].map(
      ([, name = '', quoted, single]) => [name.toLowerCase(), unescapeHtml(quoted ?? single ?? '')]
    )
  )
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function unescapeHtml(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity.toLowerCase()] ?? whole
    const isHexadecimal = entity[1] === 'x' || entity[1] === 'X'
    return String.fromCodePoint(parseInt(entity.slice(isHexadecimal ? 2 : 1), isHexadecimal ? 16 : 10))
  })
}
