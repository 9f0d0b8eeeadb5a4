import { readFile, writeFile } from 'node:fs/promises'
import { UsageError } from '../config'
import { formatPath, parseCollection, type Collection } from '../contract'
import type { Terminal } from './arguments/command'

/** The name that stands for the standard input. */
const STREAM = '-'

/**
 * A collection from a file, or from the standard input; undefined for a name without a folder or an ending, which is that of a shipped
 * or saved one. Throws UsageError that names every fault by its path.
 */
export async function readCollectionFile(
  named: string,
  terminal: Pick<Terminal, 'readInput'>
): Promise<Collection | undefined> {
  if (named !== STREAM && !/[/\\]|\.json$/i.test(named)) return undefined
  const shown = named === STREAM ? 'the standard input' : named
  const { collection, issues } = parseCollection(parseJson(shown, await readText(named, terminal)))
  if (collection) return collection
  const faults = issues.map(({ path, message }) => `  ${formatPath(path)}: ${message}`)
  throw new UsageError([`${shown} is not a collection that can be run:`, ...faults].join('\n'))
}

/** Throws UsageError where the file can't be written. */
export async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (error) {
    throw new UsageError(`${file} can't be written: ${reasonOf(error)}`)
  }
}

async function readText(named: string, terminal: Pick<Terminal, 'readInput'>): Promise<string> {
  if (named === STREAM) return terminal.readInput()
  try {
    return await readFile(named, 'utf8')
  } catch (error) {
    throw new UsageError(`${named} can't be read: ${reasonOf(error)}`)
  }
}

function parseJson(shown: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new UsageError(`${shown} is not JSON: ${reasonOf(error)}`)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file or folder'
  return error instanceof Error ? error.message : String(error)
}
