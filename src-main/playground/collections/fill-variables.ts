import { say } from '../../model'
import { RequestNotBuilt } from '../request-not-built'

/** What variables stand for, by their names. */
export type Variables = Readonly<Record<string, string | undefined>>

/** Characters of the longest text that a draft takes. */
const LONGEST = 20_000
const PLACE = /\{\{\s*([\w.]+)\s*\}\}/g

/** A value with every `{{name}}` in its texts filled in, however deep they lie. Throws RequestNotBuilt for a name that nothing has. */
export function fillVariables<Value>(value: Value, variables: Variables): Value {
  return filled(value, variables) as Value
}

function filled(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return filledText(value, variables)
  if (Array.isArray(value)) return value.map((each) => filled(each, variables))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, variables)]))
}

/** What is filled in is counted as it goes, so that no text grows beyond what could be sent. */
function filledText(text: string, variables: Variables): string {
  let left = LONGEST
  return text.replace(PLACE, (_, name: string) => {
    const value = requireVariable(name, variables)
    left -= value.length
    if (left >= 0) return value
    const message = say('variable_long', { max: LONGEST })
    throw new RequestNotBuilt([{ path: ['variables', name], message }])
  })
}

function requireVariable(name: string, variables: Variables): string {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined
  if (value !== undefined) return value
  const given = Object.keys(variables).filter((each) => variables[each] !== undefined)
  const known = given.map((each) => `{{${each}}}`).join(', ')
  const message = known ? say('variable_unknown', { name, known }) : say('variable_unknown_alone', { name })
  throw new RequestNotBuilt([{ path: ['variables', name], message }])
}
