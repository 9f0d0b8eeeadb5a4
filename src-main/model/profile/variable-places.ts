/** `${NAME}` and `${NAME:-what stands for it}`, where a profile in a file has a variable of the environment; `$${NAME}` is the text `${NAME}`. */
const VARIABLE_PLACE = /(\$?)\$\{([A-Z_][A-Z0-9_]*)(?::-([^}]*))?\}/g

/** A text with each of its places changed; `escape` is empty where it names a variable. */
export function replacePlaces(
  text: string,
  change: (place: string, escape: string, name: string, otherwise: string | undefined) => string
): string {
  // No place begins behind the last brace, and to look from each beginning there for its end takes minutes in a text of a megabyte.
  const end = text.lastIndexOf('}') + 1
  return text.slice(0, end).replaceAll(VARIABLE_PLACE, change) + text.slice(end)
}

/** A document as a file has it: whoever reads that takes none of its texts for the name of a variable. */
export function escapePlaces<T>(document: T): T {
  return withPlaces(document, (text) => replacePlaces(text, (place) => `$${place}`))
}

/** The document that was escaped. A place that names a variable stays as it is. */
export function unescapePlaces<T>(document: T): T {
  return withPlaces(document, (text) =>
    replacePlaces(text, (place, escape) => (escape ? place.slice(1) : place))
  )
}

type Path = readonly (string | number)[]
type Members = Readonly<Record<string, unknown>>

/**
 * The document with the texts changed that may hold a place; names of members stay. What holds no such text is not copied: of a large
 * profile that is nearly all. `path` is told for as long as the text is changed.
 */
export function withPlaces<T>(document: T, change: (text: string, path: Path) => string): T {
  const path: (string | number)[] = []

  function at(step: string | number, value: unknown): unknown {
    path.push(step)
    const changed = inValue(value)
    path.pop()
    return changed
  }

  function inValue(value: unknown): unknown {
    if (typeof value === 'string') return value.includes('${') ? change(value, path) : value
    if (typeof value !== 'object' || value === null) return value
    return Array.isArray(value) ? inList(value) : inMembers(value as Members)
  }

  function inList(list: readonly unknown[]): readonly unknown[] {
    let copy: unknown[] | undefined
    for (let index = 0; index < list.length; index += 1) {
      const item = at(index, list[index])
      if (item !== list[index]) (copy ??= [...list])[index] = item
    }
    return copy ?? list
  }

  function inMembers(members: Members): Members {
    const changed: [string, unknown][] = []
    for (const name of Object.keys(members)) {
      const item = at(name, members[name])
      if (item !== members[name]) changed.push([name, item])
    }
    return changed.length > 0 ? Object.fromEntries([...Object.entries(members), ...changed]) : members
  }

  return inValue(document) as T
}
