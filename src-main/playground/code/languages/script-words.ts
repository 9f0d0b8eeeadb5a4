import type { CodeScript, Text } from '../code-script'

/** How a language writes words, variables of the environment and its own ones, and joins them. */
export interface Words {
  readonly quote: (words: string) => string
  readonly environment: (name: string) => string
  readonly own: (name: string) => string
  readonly plus: string
}

/** A text as an expression of a language. */
export function expressionOf(text: Text, { environment }: CodeScript, words: Words): string {
  const pieces = text
    .filter((piece) => piece !== '' || text.length === 1)
    .map((piece) => {
      if (typeof piece === 'string') return words.quote(piece)
      const { variable } = piece
      return environment.includes(variable) ? words.environment(variable) : words.own(variable)
    })
  return pieces.join(` ${words.plus} `) || words.quote('')
}

/** A script's own variable as most languages spell names. */
export function camelCase(variable: string): string {
  return variable.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Indents every line of a text but the empty ones. */
export function indented(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces))
}
