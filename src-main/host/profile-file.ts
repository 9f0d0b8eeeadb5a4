import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { surroundingVariables, UsageError } from '../config'
import { formatPath, parseProfileOfFile, readJson, tooDeepIn, type CheckedProfile } from '../contract'
import { fillInEnvironment } from './fill-in-environment'

/** The standard input and output, where the host has them. */
export interface TextStreams {
  /** Everything that comes in. */
  readInput(): Promise<string>
  print(text: string): void
}

/** The name that stands for the standard input and output. */
const STREAM = '-'

/**
 * A profile from a file in JSON or YAML, or from the standard input, with variables of the environment where it says `${NAME}`.
 * Clients may lack secrets, as in an export without them.
 * Throws UsageError that names every fault by its path.
 */
export async function readProfile(
  file: string,
  streams?: Pick<TextStreams, 'readInput'>
): Promise<CheckedProfile> {
  const shown = shownAs(file)
  const written = await parseDocument(shown, await readText(file, streams))
  refuseFaults(shown, describe(tooDeepIn(written)))
  const { document, faults } = fillInEnvironment(written, surroundingVariables())
  refuseFaults(shown, faults)
  const { profile, issues } = parseProfileOfFile(document)
  if (profile) return profile
  throw unusableProfile(file, issues)
}

/** What is wrong with the profile of a file, fault by fault. */
export function unusableProfile(file: string, issues: readonly ProfileIssue[]): UsageError {
  return unusable(shownAs(file), describe(issues))
}

const shownAs = (file: string) => (file === STREAM ? 'the standard input' : file)

const describe = (issues: readonly ProfileIssue[]) =>
  issues.map(({ path, message }) => `${formatPath(path)}: ${message}`)

function refuseFaults(shown: string, faults: readonly string[]): void {
  if (faults.length > 0) throw unusable(shown, faults)
}

function unusable(shown: string, faults: readonly string[]): UsageError {
  return new UsageError(
    [`${shown} is not a profile that can be used:`, ...faults.map((fault) => `  ${fault}`)].join('\n')
  )
}

interface ProfileIssue {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Writes a document as JSON, or as YAML where the file's name says so; only its owner can read the file, since it may hold secrets. */
export async function writeProfile(
  file: string,
  profile: object,
  streams?: Pick<TextStreams, 'print'>
): Promise<void> {
  const isYaml = /\.ya?ml$/i.test(file)
  const content = isYaml
    ? (await import('yaml')).stringify(profile)
    : `${JSON.stringify(profile, undefined, 2)}\n`
  if (file === STREAM && streams) return streams.print(content.trimEnd())
  try {
    await writeFile(file, content, { mode: 0o600 })
    // What is written to a device or a pipe, as /dev/stdout is, doesn't stay there.
    if ((await stat(file)).isFile()) await chmod(file, 0o600)
  } catch (error) {
    throw new UsageError(`${file} can't be written: ${reasonOf(error)}`)
  }
}

async function readText(file: string, streams?: Pick<TextStreams, 'readInput'>): Promise<string> {
  if (file === STREAM && streams) return streams.readInput()
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${reasonOf(error)}`)
  }
}

/** JSON is tried first, being much the faster; YAML 1.2 holds all of it and names the line of a fault, a name that stands twice among them. */
async function parseDocument(shown: string, text: string): Promise<unknown> {
  const content = text.replace(/^\uFEFF/, '')
  if (content.trim() === '') throw new UsageError(`${shown} is empty`)
  const fromJson = readJson(content)
  if (fromJson) return fromJson.value
  const { parseDocument: parseYaml } = await import('yaml')
  const document = parseYaml(content, { prettyErrors: true })
  const [fault] = document.errors
  if (fault) throw new UsageError(`${shown} is neither JSON nor YAML: ${firstLine(fault.message)}`)
  return document.toJS()
}

function firstLine(text: string): string {
  return text.split('\n')[0]!.replace(/:$/, '')
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder'
  }
  return known[String(code)] ?? (error instanceof Error ? error.message : String(error))
}
