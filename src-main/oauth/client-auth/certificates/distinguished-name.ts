/** An attribute type in its ways to be written (RFC 4514 §3, and the names that OpenSSL prints), to one of them. */
const TYPES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'cn',
  '2.5.4.4': 'sn',
  '2.5.4.5': 'serialnumber',
  '2.5.4.6': 'c',
  '2.5.4.7': 'l',
  '2.5.4.8': 'st',
  s: 'st',
  '2.5.4.9': 'street',
  '2.5.4.10': 'o',
  '2.5.4.11': 'ou',
  '2.5.4.12': 'title',
  '2.5.4.42': 'gn',
  givenname: 'gn',
  surname: 'sn',
  '0.9.2342.19200300.100.1.1': 'uid',
  '0.9.2342.19200300.100.1.25': 'dc',
  '1.2.840.113549.1.9.1': 'emailaddress',
  e: 'emailaddress',
  '2.5.4.97': 'organizationidentifier'
}

/** Whether two distinguished names are the same (RFC 4514 §2; RFC 5280 §7.1: case and repeated spaces don't count). */
export function isSameName(one: string, other: string): boolean {
  const name = normalName(one)
  return name !== undefined && name === normalName(other)
}

/** One spelling for all of a name; undefined: it is none. */
function normalName(name: string): string | undefined {
  const relative = split(name, ',').map(normalRelative)
  return relative.every((part) => part !== undefined) ? JSON.stringify(relative) : undefined
}

/** RFC 4514 §2.2: the order of the parts of one that has several means nothing. */
function normalRelative(relative: string): string[] | undefined {
  const parts = split(relative, '+').map(normalPart)
  return parts.every((part) => part !== undefined) ? parts.sort() : undefined
}

function normalPart(part: string): string | undefined {
  const [, type, value] = /^\s*([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=\s*(.*)$/s.exec(part) ?? []
  if (type === undefined || value === undefined) return undefined
  const lower = type.toLowerCase()
  return `${TYPES[lower] ?? lower}=${normalValue(value)}`
}

function normalValue(value: string): string {
  // A space at the end may be escaped, and is one of the value then; in a comparison it counts no more than one that isn't.
  return unescaped(value).trim().replace(/\s+/g, ' ').toLowerCase()
}

/** RFC 4514 §2.4: a backslash before a character, or before two hexadecimal digits of a byte in UTF-8; an escaped one escapes nothing. */
function unescaped(value: string): string {
  return value.replace(/((?:\\[0-9a-f]{2})+)|\\(.)/gis, (_whole, bytes?: string, character = '') =>
    bytes === undefined ? character : Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString('utf8')
  )
}

/** Cuts at a separator that isn't escaped. */
function split(text: string, separator: string): string[] {
  const parts = ['']
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]!
    if (character === separator) parts.push('')
    else if (character === '\\') parts[parts.length - 1] += character + (text[++index] ?? '')
    else parts[parts.length - 1] += character
  }
  return parts
}
