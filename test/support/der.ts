/** DER, as far as a certificate needs it (X.690). */
export type Der = Buffer

function encode(tag: number, content: Buffer): Der {
  const { length } = content
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...head]), content])
}

export const sequence = (...parts: Der[]): Der => encode(0x30, Buffer.concat(parts))
export const set = (...parts: Der[]): Der => encode(0x31, Buffer.concat(parts))
export const integer = (value: Buffer): Der => encode(0x02, value)
export const bitString = (content: Buffer): Der => encode(0x03, Buffer.concat([Buffer.of(0), content]))
export const octetString = (content: Buffer): Der => encode(0x04, content)
export const utf8String = (text: string): Der => encode(0x0c, Buffer.from(text))
export const truth = (): Der => Buffer.from([0x01, 1, 0xff])
/** `constructed`: what stands in it is DER again. */
export const context = (number: number, content: Buffer, constructed = false): Der =>
  encode(0x80 + number + (constructed ? 0x20 : 0), content)

export function oid(text: string): Der {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  return encode(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const digits = [value & 127]
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128)
  return digits
}

/** UTCTime, YYMMDDHHMMSSZ. */
export function time(ms: number): Der {
  const digits = new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14)
  return encode(0x17, Buffer.from(`${digits}Z`))
}
