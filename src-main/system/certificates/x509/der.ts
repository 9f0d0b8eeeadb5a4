/** Values in DER (X.690), as far as a certificate of ours needs them. */
export type Der = Buffer

function encode(tag: number, content: Buffer): Der {
  return Buffer.concat([Buffer.of(tag, ...lengthOf(content.length)), content])
}

/** X.690 §8.1.3: short in one byte, else the number of bytes and then those. */
function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  const digits: number[] = []
  for (let left = length; left > 0; left = Math.floor(left / 256)) digits.unshift(left % 256)
  return [0x80 + digits.length, ...digits]
}

export const sequence = (...parts: readonly Der[]): Der => encode(0x30, Buffer.concat(parts))
export const set = (...parts: readonly Der[]): Der => encode(0x31, Buffer.concat(parts))
/** A positive number, of big-endian bytes. */
export const integer = (bytes: Buffer): Der =>
  encode(0x02, bytes[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
/** `unused`: bits at the end that are none. */
export const bitString = (content: Buffer, unused = 0): Der =>
  encode(0x03, Buffer.concat([Buffer.of(unused), content]))
export const octetString = (content: Buffer): Der => encode(0x04, content)
export const utf8String = (text: string): Der => encode(0x0c, Buffer.from(text))
export const truth = (): Der => encode(0x01, Buffer.of(0xff))
/** A value under a number of its context; `constructed`: DER stands in it again. */
export const context = (number: number, content: Buffer, constructed = false): Der =>
  encode(0x80 + number + (constructed ? 0x20 : 0), content)

/** An object identifier, such as `2.5.29.17`. */
export function oid(text: string): Der {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  return encode(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80)
  return digits
}

/** RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from then on; whole seconds. */
export function time(ms: number): Der {
  const digits = new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14)
  return Number(digits.slice(0, 4)) < 2050
    ? encode(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : encode(0x18, Buffer.from(`${digits}Z`))
}

/** A value as it was read: its tag and what stands in it. */
export interface DerValue {
  readonly tag: number
  readonly content: Buffer
}

/** The values that stand one after another in DER. */
export function readDer(bytes: Buffer): DerValue[] {
  const values: DerValue[] = []
  for (let at = 0; at < bytes.length;) {
    const short = bytes[at + 1]!
    const digits = short < 0x80 ? 0 : short - 0x80
    const length = digits === 0 ? short : bytes.readUIntBE(at + 2, digits)
    const start = at + 2 + digits
    values.push({ tag: bytes[at]!, content: bytes.subarray(start, start + length) })
    at = start + length
  }
  return values
}
