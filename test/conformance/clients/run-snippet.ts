/** What a snippet finds around it: the modules that it imports, and the names that it leaves open. */
export interface Surroundings {
  readonly load: (module: string) => Promise<unknown>
  readonly names: Readonly<Record<string, unknown>>
}

type Deed = (...given: unknown[]) => Promise<unknown>
const AsyncFunction = Object.getPrototypeOf(async () => Promise.resolve()).constructor as new (
  ...parts: string[]
) => Deed

/** Runs a JavaScript module as it was copied; resolves to what it printed last. */
export async function runSnippet(code: string, { load, names }: Surroundings): Promise<unknown> {
  let printed: unknown
  const console = { log: (value: unknown) => void (printed = value) }
  const given = { console, load, ...names }
  const deed = new AsyncFunction(...Object.keys(given), withoutModuleSyntax(code))
  await deed(...Object.values(given))
  return printed
}

/** A module's imports and exports as a function may have them. */
function withoutModuleSyntax(code: string): string {
  return code
    .replace(/^import \* as (\w+) from ('[^']+')$/gm, 'const $1 = await load($2)')
    .replace(/^import (\w+) from ('[^']+')$/gm, 'const { default: $1 } = await load($2)')
    .replace(/^import (\{[^}]+\}) from ('[^']+')$/gm, 'const $1 = await load($2)')
    .replace(/^export /gm, '')
}
