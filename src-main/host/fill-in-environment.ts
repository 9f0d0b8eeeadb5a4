import { formatPath, replacePlaces, withPlaces } from '../contract'

export interface FilledIn {
  readonly document: unknown
  /** What could not be filled in, each by its path. */
  readonly faults: readonly string[]
}

/**
 * A document in which variables of the environment stand where its texts name them, so that a profile can be kept with the code
 * and its secrets elsewhere. Names of members stay as they are.
 */
export function fillInEnvironment(
  document: unknown,
  environment: Readonly<Record<string, string | undefined>>
): FilledIn {
  const faults: string[] = []

  function fillText(text: string, path: readonly (string | number)[]): string {
    return replacePlaces(text, (place, escape, name, otherwise) => {
      if (escape) return place.slice(1)
      const value = environment[name] ?? otherwise
      if (value === undefined)
        faults.push(`${formatPath(path)}: the environment has no ${name}; set it, or write \${${name}:-…}`)
      return value ?? place
    })
  }

  return { document: withPlaces(document, fillText), faults }
}
