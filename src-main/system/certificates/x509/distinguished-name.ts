import { oid, sequence, set, utf8String, type Der } from './der'

/** Attribute types by the names under which people write them (RFC 4514 §3, RFC 4519, and what OpenSSL prints). */
const TYPES: Readonly<Record<string, string>> = {
  cn: '2.5.4.3',
  sn: '2.5.4.4',
  serialnumber: '2.5.4.5',
  c: '2.5.4.6',
  l: '2.5.4.7',
  st: '2.5.4.8',
  s: '2.5.4.8',
  street: '2.5.4.9',
  o: '2.5.4.10',
  ou: '2.5.4.11',
  title: '2.5.4.12',
  gn: '2.5.4.42',
  givenname: '2.5.4.42',
  surname: '2.5.4.4',
  uid: '0.9.2342.19200300.100.1.1',
  dc: '0.9.2342.19200300.100.1.25',
  e: '1.2.840.113549.1.9.1',
  emailaddress: '1.2.840.113549.1.9.1',
  organizationidentifier: '2.5.4.97'
}
const PART = /^\s*([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=\s*((?:[^\\]|\\.)*)$/s

/**
 * A distinguished name in DER from its text (RFC 4514 §2), which begins with the last part of the certificate's. Throws an Error that says what can't be
 * read.
 */
export function parseDistinguishedName(text: string): Der {
  const relative = split(text, ',').map((part) => set(...split(part, '+').map(attribute)))
  return sequence(...relative.reverse())
}

function attribute(text: string): Der {
  const [, name = '', value = ''] = PART.exec(text) ?? []
  const type = /^\d/.test(name) ? name : TYPES[name.toLowerCase()]
  if (type === undefined || value.startsWith('#'))
    throw new Error(
      `${JSON.stringify(text)} is no part of a distinguished name that can be read here, such as CN=billing or O=Example`
    )
  return sequence(oid(type), utf8String(unescaped(trimmed(value))))
}

/** Spaces around a value are none of it, but for an escaped one at its end (§2.4). */
const trimmed = (value: string): string => value.trimStart().replace(/((?:^|[^\\])(?:\\\\)*) +$/, '$1')

/** §2.4: a backslash before a character, or before two hexadecimal digits of a byte in UTF-8; an escaped one escapes nothing. */
function unescaped(value: string): string {
  return value.replace(/((?:\\[0-9a-f]{2})+)|\\(.)/gis, (_whole, bytes?: string, character = '') =>
    bytes === undefined ? character : Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString('utf8')
  )
}

/** Cuts at a separator that isn't escaped. */
function split(text: string, separator: ',' | '+'): string[] {
  return text.match(separator === ',' ? /(?:\\.|[^,\\])+/gs : /(?:\\.|[^+\\])+/gs) ?? []
}
