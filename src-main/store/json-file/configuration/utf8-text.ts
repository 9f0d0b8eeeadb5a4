const decoder = new TextDecoder('utf-8', { fatal: true })

/** The text of a file, without the mark that some editors put before it; undefined: it is not UTF-8, as RFC 8259 §8.1 wants JSON to be. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
