import type { X509Certificate } from 'node:crypto'
import type { ClientCertificate } from '../../ports'

/** The subject as RFC 4514 §2.1 has it: the last one of the certificate first. Node gives one a line, escaped already. */
export function subjectOf({ subject }: Pick<X509Certificate, 'subject'>): string {
  return (subject ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replaceAll(' + ', '+'))
    .reverse()
    .join(',')
}

const KINDS: Readonly<Record<string, keyof ClientCertificate['san']>> = {
  DNS: 'dns',
  URI: 'uri',
  'IP Address': 'ip',
  email: 'email'
}

/** A kind, a colon, and a value, which Node puts into quotes like JSON when it holds anything that could be taken for the next one. */
const NAME = /([^:,"]+):("(?:[^"\\]|\\.)*"|[^,"]*)(?:, |$)/y

/** The subject alternative names of a certificate, by kind. */
export function subjectAlternativeNames(text = ''): ClientCertificate['san'] {
  const names = { dns: [] as string[], uri: [] as string[], ip: [] as string[], email: [] as string[] }
  NAME.lastIndex = 0
  for (let match = NAME.exec(text); match; match = NAME.exec(text)) {
    const [, kind = '', value = ''] = match
    const list = KINDS[kind]
    if (list) names[list].push(unquoted(value))
    if (NAME.lastIndex === text.length) break
  }
  return names
}

function unquoted(value: string): string {
  return value.startsWith('"') ? String(JSON.parse(value)) : value
}
