import type { Mutation } from '../mutation'

/** Another person's, with the signature of the one that came. */
export const idTokenTampered: Mutation = {
  idToken: (jwt) => {
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const claims = parse(payload)
    return [header, encode({ ...claims, sub: 'somebody-else' }), signature].join('.')
  }
}

/** RFC 8725 §3.2: a token that says of itself that it isn't signed. */
export const idTokenUnsigned: Mutation = {
  idToken: (jwt) => `${encode({ alg: 'none', typ: 'JWT' })}.${jwt.split('.')[1] ?? ''}.`
}

/** As if it were the answer to another request: the signature is right and the nonce isn't. */
export const idTokenNonce: Mutation = {
  expects: (expected) => ({ ...expected, nonce: 'the-nonce-of-another-request' })
}

/** As if it had been given to another client. */
export const idTokenAudience: Mutation = {
  expects: (expected) => ({ ...expected, audience: 'another-client' })
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

function parse(part: string): object {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
  return typeof value === 'object' && value !== null ? value : {}
}
