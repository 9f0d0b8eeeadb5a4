/** What a script in JavaScript proves its requests with (RFC 9449 §4.2): a key of its own, and a proof for each request. */
export const FETCH_PROOF = `// A key for this script alone: the tokens are bound to it (RFC 9449).
const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key.publicKey)
const bytesOf = (text) => new TextEncoder().encode(text)
const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

async function proofOf(htm, htu, nonce, accessToken) {
  const ath = accessToken && base64url(await crypto.subtle.digest('SHA-256', bytesOf(accessToken)))
  const claims = { jti: crypto.randomUUID(), htm, htu, iat: Math.floor(Date.now() / 1000), nonce, ath }
  const parts = [{ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }, claims]
  const input = parts.map((part) => base64url(bytesOf(JSON.stringify(part)))).join('.')
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, bytesOf(input))
  return \`\${input}.\${base64url(signature)}\`
}

// Sends it again with the server's nonce, where the server wants one.
async function fetchProven(url, options, htu, accessToken) {
  for (let nonce; ; ) {
    const headers = { ...options.headers, DPoP: await proofOf(options.method, htu, nonce, accessToken) }
    const response = await fetch(url, { ...options, headers })
    const wanted = response.headers.get('DPoP-Nonce')
    if (![400, 401].includes(response.status) || !wanted || nonce) return response
    nonce = wanted
  }
}`
