import type { Piece, Text } from '../code-script'

/** Between single quotes a shell reads nothing; a single quote itself ends them, stands escaped, and opens them again. */
export function shellQuote(words: string): string {
  return `'${words.replaceAll("'", "'\\''")}'`
}

/** Words that mean nothing to a shell between double quotes. */
const PLAIN = /^[\w .:/=@+%,-]*$/

/** A text as one word of a POSIX shell: words in single quotes and variables in double ones, or all in double ones where that is plain. */
export function shellText(text: Text): string {
  const words = joined(text)
  const isPlain = words.every((piece) => typeof piece !== 'string' || PLAIN.test(piece))
  if (isPlain && words.some((piece) => typeof piece !== 'string'))
    return `"${words.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.variable}}`)).join('')}"`
  const quoted = words.map((piece) =>
    typeof piece === 'string' ? shellQuote(piece) : `"$${piece.variable}"`
  )
  return quoted.join('') || "''"
}

/** Words that stand side by side are one. */
function joined(text: Text): Piece[] {
  return text.reduce<Piece[]>((before, piece) => {
    const last = before.at(-1)
    if (piece === '') return before
    if (typeof last !== 'string' || typeof piece !== 'string') return [...before, piece]
    return [...before.slice(0, -1), last + piece]
  }, [])
}

/** Variables of the environment, given the values that they are to have. */
export function shellExports(variables: readonly { name: string; value: string }[]): string {
  return variables.map(({ name, value }) => `export ${name}=${shellQuote(value)}`).join('\n')
}
