import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Jwk } from '../../../src-main/model'
import { isSignedBy } from '../../../src-main/oauth/client-auth/assertions/is-signed-by'

const SIGNING_INPUT = 'eyJhbGciOiJSUzI1NiJ9.e30'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = publicKey.export({ format: 'jwk' }) as Jwk

const numberOf = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)
const bytesOf = (number: bigint) => {
  const hex = number.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
}
const signed = (key: KeyObject, input = SIGNING_INPUT) =>
  `${input}.${sign('sha256', Buffer.from(input, 'latin1'), key).toString('base64url')}`

describe('the signature of a JWS', () => {
  const jws = signed(privateKey)

  it('is by the key that made it, with the algorithm that goes with it', () => {
    expect(isSignedBy(jws, jwk, 'RS256')).toBe(true)
    expect(isSignedBy(jws, jwk, 'RS384')).toBe(false)
  })

  it('is none with an algorithm that there is not, such as the name of what every object has', () => {
    for (const alg of ['RS1', 'none', 'constructor', '__proto__', 'toString'])
      expect(isSignedBy(jws, jwk, alg)).toBe(false)
  })

  it('is none of characters that would be the signed ones if they were cut to an octet', () => {
    const lookAlike = String.fromCharCode(SIGNING_INPUT.charCodeAt(0) + 0x100) + jws.slice(1)
    expect(isSignedBy(lookAlike, jwk, 'RS256')).toBe(false)
  })

  // To verify with either takes long, and nobody else is served meanwhile.
  it('is none by an RSA key whose exponent has more than 64 bits, even where that is as good as the usual one', () => {
    const { p, q } = privateKey.export({ format: 'jwk' })
    const [one, other] = [p, q].map((prime) => numberOf(prime!) - 1n)
    const e = bytesOf(0x10001n + one! * other!).toString('base64url')
    expect(isSignedBy(jws, { ...jwk, e }, 'RS256')).toBe(false)
  })

  it('is none by an RSA key of more than 8192 bits', () => {
    // With the exponent 1 the padded digest is its own signature (RFC 8017 §9.2).
    const signedByItself = (bytes: number) => {
      const digest = createHash('sha256').update(SIGNING_INPUT).digest()
      const info = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest])
      const padding = Buffer.alloc(bytes - info.length - 3, 0xff)
      const padded = Buffer.concat([Buffer.from([0, 1]), padding, Buffer.from([0]), info])
      const key = { kty: 'RSA', n: Buffer.alloc(bytes, 0xff).toString('base64url'), e: 'AQ' } as const
      return isSignedBy(`${SIGNING_INPUT}.${padded.toString('base64url')}`, key, 'RS256')
    }
    expect([1024, 1025].map(signedByItself)).toEqual([true, false])
  })
})
