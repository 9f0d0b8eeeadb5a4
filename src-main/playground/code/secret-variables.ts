import type { Piece, Text } from './code-script'

/** A secret that was taken out of a request. */
export interface SecretVariable {
  readonly name: string
  readonly value: string
}

/** Gives secrets names: the same value under the same name is one variable, another value gets a number. */
export interface SecretVariables {
  take(name: string, value: string): Piece
  list(): readonly SecretVariable[]
}

/** Where secrets stay in the code, `take` gives them back as they are. */
export function createSecretVariables(isTaking: boolean): SecretVariables {
  const taken: SecretVariable[] = []
  return {
    take(wanted, value) {
      if (!isTaking || value === '') return value
      const base = variableName(wanted)
      const named = taken.filter(({ name }) => name === base || name.startsWith(`${base}_`))
      const known = named.find((each) => each.value === value)
      if (known) return { variable: known.name }
      const free = nameBeside(base, taken)
      taken.push({ name: free, value })
      return { variable: free }
    },
    list: () => taken
  }
}

/** A parameter's name as environments write it. */
export function variableName(parameter: string): string {
  return parameter.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
}

/** Whether a text is more than words. */
export function hasVariable(text: Text): boolean {
  return text.some((piece) => typeof piece !== 'string')
}

function nameBeside(base: string, taken: readonly SecretVariable[]): string {
  const isTaken = (name: string) => taken.some((each) => each.name === name)
  let number = 2
  if (!isTaken(base)) return base
  while (isTaken(`${base}_${number}`)) number += 1
  return `${base}_${number}`
}
