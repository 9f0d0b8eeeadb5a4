/** Texts by key, as a file of the catalogue has them. */
export interface Texts {
  readonly [key: string]: string | Texts
}

/** The full key of every text of a file: `preferences.import.title`. */
export function keysOf(texts: Texts, path: string): string[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [`${path}.${key}`] : keysOf(text, `${path}.${key}`)
  )
}

const LITERAL = /(['"`])([a-zA-Z][\w-]*(?:\.[\w-]+)+)\1/g
const TEMPLATE = /`([a-zA-Z][\w-]*\.(?:[\w.-]|\$\{[^`]*?\})+)`/g
const HOLE = /\$\{(?:[^{}]|\{[^{}]*\})*\}/

/**
 * The keys that nothing in the sources names: neither a string as it stands, nor a template whose holes are words of the key
 * (`flows.${id}.title`), nor a prefix of the list, below which code puts keys together in its own way.
 */
export function unusedKeys(keys: readonly string[], source: string, prefixes: readonly string[]): string[] {
  const literals = new Set([...source.matchAll(LITERAL)].map(([, , literal]) => literal))
  const templates = new Set([...source.matchAll(TEMPLATE)].map(([, template]) => template!))
  const patterns = [...templates].filter((template) => template.includes('${')).map(patternOf)
  return keys.filter(
    (key) =>
      !literals.has(key) &&
      !patterns.some((pattern) => pattern.test(key)) &&
      !prefixes.some((prefix) => key.startsWith(prefix))
  )
}

function patternOf(template: string): RegExp {
  const parts = template.split(HOLE).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\w-]+')}$`)
}
