interface Message {
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

function typeOf({ headers }: Message): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
}

/** A body to read: JSON is laid out, the rest stays as it came. */
export function bodyText(message: Message): string {
  if (!/\bjson\b/.test(typeOf(message))) return message.body
  try {
    return JSON.stringify(JSON.parse(message.body), undefined, 2)
  } catch {
    return message.body
  }
}

/** The parameters of the query, which stands in the start line, and of a form. */
export function parametersOf(message: Message, start: string): [string, string][] {
  const query = /^\S+ [^ ?]*\?(\S*) /.exec(start)?.[1] ?? ''
  const form = typeOf(message).startsWith('application/x-www-form-urlencoded') ? message.body : ''
  return [...new URLSearchParams(query), ...new URLSearchParams(form)]
}
