import { z } from './zod'
import { say } from './messages/say'

/** The characters of a client id and a secret: printable ASCII, space included (RFC 6749 appendix A.1 and A.2, VSCHAR). */
export const vschar = (what: string, max = 255) =>
  z
    .string()
    .min(1, say('empty', { what }))
    .max(max, say('too_long', { what, max }))
    .regex(/^[\x20-\x7e]*$/, say('not_ascii', { what }))

/** One line of text for people: no control characters, since it is shown in lists and logs. */
export const label = (what: string, max = 200) =>
  z
    .string()
    .trim()
    .max(max, say('too_long', { what, max }))
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, say('not_one_line', { what }))

/** A link that a page may show: http or https, absolute. */
export const webUrl = z
  .string()
  .max(2000)
  .refine((value) => parseWebUrl(value) !== undefined, say('not_web_url'))

/** A picture as a data URI, 64 KiB at most; it is only ever shown through `<img>`. */
export const imageDataUri = z
  .string()
  .max(90_000, say('picture_too_large'))
  .regex(/^data:image\/(png|jpeg|gif|webp|svg\+xml|x-icon);base64,[A-Za-z0-9+/]+=*$/, say('not_picture'))

/** A moment in whole seconds since 1970, as in RFC 7519 §2 (NumericDate). */
export const numericDate = z.int().nonnegative()

const ASCII = /^[\x00-\x7f]*$/

/** The form under which names are compared when somebody signs in, so that spelling can't fool a limit. */
export function foldName(name: string): string {
  // NFKC leaves ASCII as it is, and asking it is most of the cost where 100,000 people are searched.
  const plain = ASCII.test(name) ? name : name.normalize('NFKC')
  return plain.trim().toLowerCase()
}

function parseWebUrl(value: string): URL | undefined {
  const url = URL.parse?.(value) ?? tryUrl(value)
  return url && (url.protocol === 'http:' || url.protocol === 'https:') && !url.username ? url : undefined
}

function tryUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined
}
