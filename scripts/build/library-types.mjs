import { readFileSync, writeFileSync } from 'node:fs'
import { transpileDeclaration } from 'typescript'

/** What stands beside the types: the two values that the library gives. */
const VALUES = `
/**
 * Starts a server in this process. Throws UsageError where an option or a record can't be used, naming it by its path, and
 * whatever kept the server from listening.
 */
export declare function startServer(options?: StartOptions): Promise<ServerForTests>
/** Bad usage or bad configuration: the message names the field, the value and what is accepted. */
export declare class UsageError extends Error {
  readonly name = 'UsageError'
}
`

/** A plugin that writes the declarations of the library: its public types lean on nothing, so one file holds them. */
export function libraryTypes({ source, file }) {
  return {
    name: 'library-types',
    writeBundle() {
      const { outputText } = transpileDeclaration(readFileSync(source, 'utf8'), { fileName: source })
      writeFileSync(file, outputText + VALUES)
    }
  }
}
