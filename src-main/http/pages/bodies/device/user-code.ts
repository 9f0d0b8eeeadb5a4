/** What a user code may look like as it is typed: with or without separators, in any case (RFC 8628 §6.1). */
export function isUserCode(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9 -]{2,30}$/.test(text.trim())
}

/** A user code as a display shows it: in capital letters and in two halves, so that it is easy to compare. */
export function formatUserCode(code: string): string {
  const bare = code.replace(/[ -]/g, '').toUpperCase()
  return bare.length === 8 ? `${bare.slice(0, 4)}-${bare.slice(4)}` : bare
}
