/** As many as RFC 7636 §4.1 recommends for a verifier; state and nonce are no worse off with them. */
const BYTES = 32

/** A value that nobody guesses: 32 random bytes as base64url, 43 characters. */
export function generatedValue(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
