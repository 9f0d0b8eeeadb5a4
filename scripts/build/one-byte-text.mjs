/** How much longer a file may get; one of texts in many languages would cost more than it saves. */
const MAY_GROW = 1.05

/**
 * Writes what is beyond ASCII as escapes. V8 keeps a source in which a single character is beyond Latin-1 with two bytes for each of the others, as long
 * as the program runs: a dash in a message costs half a megabyte.
 */
export const oneByteText = {
  name: 'one-byte-text',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue
      const code = file.code.replace(
        /[\u0080-\uffff]/g,
        (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`
      )
      if (code.length <= file.code.length * MAY_GROW) file.code = code
    }
  }
}
