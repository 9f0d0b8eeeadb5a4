import type { X509Certificate } from 'node:crypto'
import { oid, readDer, sequence, type Der, type DerValue } from './der'

/** Where the subject stands in what is signed (RFC 5280 §4.1), and the tag of the extensions. */
const SUBJECT = 5
const EXTENSIONS = 0xa3

/** The subject of a certificate as it stands there, byte by byte, since a name is compared so. */
export function subjectIn(certificate: Pick<X509Certificate, 'raw'>): Der {
  return sequence(partsOf(certificate)[SUBJECT]!.content)
}

/** The value of an extension, which is DER again; undefined: there is none of that kind. */
export function extensionIn(certificate: Pick<X509Certificate, 'raw'>, id: string): Der | undefined {
  const extensions = partsOf(certificate).find(({ tag }) => tag === EXTENSIONS)
  if (!extensions) return undefined
  const found = readDer(readDer(extensions.content)[0]!.content)
    .map(({ content }) => readDer(content))
    .find(([type]) => oid(id).equals(Buffer.concat([Buffer.of(0x06, type!.content.length), type!.content])))
  return found?.at(-1)?.content
}

function partsOf({ raw }: Pick<X509Certificate, 'raw'>): DerValue[] {
  const [toBeSigned] = readDer(readDer(raw)[0]!.content)
  return readDer(toBeSigned!.content)
}
