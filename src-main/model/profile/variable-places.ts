/** `${NAME}` and `${NAME:-what stands for it}`, where a profile in a file has a variable of the environment; `$${NAME}` is the text `${NAME}`. */
export const VARIABLE_PLACE = /(\$?)\$\{([A-Z_][A-Z0-9_]*)(?::-([^}]*))?\}/g

/** A document as a file has it: whoever reads that takes none of its texts for the name of a variable. */
export function escapePlaces<T>(document: T): T {
  return mapTexts(document, (text) => text.replaceAll(VARIABLE_PLACE, (place) => `$${place}`))
}

/** The document that was escaped. A place that names a variable stays as it is. */
export function unescapePlaces<T>(document: T): T {
  return mapTexts(document, (text) =>
    text.replaceAll(VARIABLE_PLACE, (place, escape: string) => (escape ? place.slice(1) : place))
  )
}

/** The document with its texts changed; names of members stay. */
function mapTexts<T>(document: T, change: (text: string) => string): T {
  const map = (value: unknown): unknown => {
    if (typeof value === 'string') return value.includes('${') ? change(value) : value
    if (Array.isArray(value)) return value.map(map)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item)]))
  }
  return map(document) as T
}
