import { parseArgs } from 'node:util'
import { UsageError } from '../../config'
import { nearestName } from '../../contract'
import type { GivenArguments, OptionDefinitions } from './command'

/** Options and operands of a command. Throws UsageError for an option that it doesn't have, or one without its value. */
export function parseArguments(args: readonly string[], definitions: OptionDefinitions): GivenArguments {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(Object.entries(definitions).map(([name, { type }]) => [name, { type }]))
  })
  const options: Record<string, string | boolean | string[]> = {}
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const value = valueOf(token, definitions)
    const isMultiple = definitions[token.name]!.multiple && typeof value === 'string'
    if (isMultiple) options[token.name] = [...listOf(options[token.name]), value]
    else if (token.name in options) throw new UsageError(`${token.rawName} was given twice`)
    else options[token.name] = value
  }
  return { options, operands }
}

function valueOf(
  token: { name: string; rawName: string; value: string | undefined },
  definitions: OptionDefinitions
): string | boolean {
  const definition = Object.hasOwn(definitions, token.name) ? definitions[token.name] : undefined
  if (!definition) throw new UsageError(unknownOption(token.rawName, token.name, Object.keys(definitions)))
  if (definition.type === 'boolean') {
    if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`)
    return true
  }
  if (token.value === undefined) throw new UsageError(`${token.rawName} needs a value: ${definition.value}`)
  return token.value
}

function unknownOption(typed: string, name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  const hint = nearest
    ? `did you mean --${nearest}?`
    : `known are ${known.map((option) => `--${option}`).join(', ')}`
  return `unknown option ${typed}; ${known.length === 0 ? 'this command has none' : hint}`
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? (value as string[]) : []
}
