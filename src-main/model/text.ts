import { z } from './zod'

/** The characters of a client id and a secret: printable ASCII, space included (RFC 6749 appendix A.1 and A.2, VSCHAR). */
export const vschar = (what: string, max = 255) =>
  z
    .string()
    .min(1, `${what} must not be empty`)
    .max(max, `${what} has at most ${max} characters`)
    .regex(/^[\x20-\x7e]*$/, `${what} may hold printable ASCII characters only (RFC 6749 appendix A)`)

/** One line of text for people: no control characters, since it is shown in lists and logs. */
export const label = (what: string, max = 200) =>
  z
    .string()
    .trim()
    .max(max, `${what} has at most ${max} characters`)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, `${what} must be one line without control characters`)

/** A link that a page may show: http or https, absolute. */
export const webUrl = z
  .string()
  .max(2000)
  .refine((value) => parseWebUrl(value) !== undefined, 'must be an absolute http or https URL')

/** A picture as a data URI, 64 KiB at most; it is only ever shown through `<img>`. */
export const imageDataUri = z
  .string()
  .max(90_000, 'the picture is larger than 64 KiB')
  .regex(
    /^data:image\/(png|jpeg|gif|webp|svg\+xml|x-icon);base64,[A-Za-z0-9+/]+=*$/,
    'must be a data URI of a PNG, JPEG, GIF, WebP, SVG or ICO picture in base64'
  )

/** A moment in whole seconds since 1970, as in RFC 7519 §2 (NumericDate). */
export const numericDate = z.int().nonnegative()

/** The form under which names are compared when somebody signs in, so that spelling can't fool a limit. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

function parseWebUrl(value: string): URL | undefined {
  const url = URL.parse?.(value) ?? tryUrl(value)
  return url && (url.protocol === 'http:' || url.protocol === 'https:') && !url.username ? url : undefined
}

function tryUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined
}
