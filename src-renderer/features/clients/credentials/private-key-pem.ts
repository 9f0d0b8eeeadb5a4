import type { Jwk } from '../../../../src-main/contract'

const CURVES: Readonly<Record<string, string>> = { 'P-256': 'P-256', 'P-384': 'P-384', 'P-521': 'P-521' }

/** A private key as PKCS #8 in PEM (RFC 7468 §10), as most libraries read it; undefined where this browser knows no such key. */
export async function privateKeyPem(jwk: Jwk): Promise<string | undefined> {
  try {
    const key = await crypto.subtle.importKey('jwk', jwk as JsonWebKey, algorithmOf(jwk), true, ['sign'])
    const bytes = new Uint8Array(await crypto.subtle.exportKey('pkcs8', key))
    const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    const lines = base64.match(/.{1,64}/g) ?? []
    return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n')
  } catch {
    // A page that came over plain http from elsewhere has no Web Crypto, and older browsers know no Ed25519.
    return undefined
  }
}

function algorithmOf({ kty, crv, alg }: Jwk): EcKeyImportParams | RsaHashedImportParams | { name: string } {
  if (kty === 'EC') return { name: 'ECDSA', namedCurve: CURVES[String(crv)] ?? 'P-256' }
  if (kty === 'OKP') return { name: String(crv) }
  const hash = `SHA-${alg?.slice(-3) ?? '256'}`
  return { name: alg?.startsWith('PS') ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash }
}
