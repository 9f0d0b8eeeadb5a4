import { formatPath } from '../contract'
import type { ExitCode } from './exit-codes'

export interface Failure {
  readonly exitCode: ExitCode
  readonly message: string
}

/** The codes of a store's errors that are not about a damaged or closed folder. */
const STORE_EXIT_CODES: Readonly<Record<string, ExitCode>> = { busy: 4, damaged: 5, newer: 5, unwritable: 5 }

/** The codes of refusals by the panel's use cases that somebody can mend by asking for something else. */
const REFUSALS = ['BAD_REQUEST', 'NOT_FOUND', 'CONFLICT', 'UNPROCESSABLE_CONTENT', 'FORBIDDEN']

/** What an error means for whoever started the program: an exit code, and words without a stack trace. */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { exitCode: 1, message: String(error) }
  const { message } = error
  const code = 'code' in error ? String(error.code) : ''
  switch (error.name) {
    case 'UsageError':
    case 'CertificateError':
    case 'OAuthError':
      return { exitCode: 2, message }
    case 'PortTakenError':
      return { exitCode: 3, message }
    case 'StoreError':
      return { exitCode: STORE_EXIT_CODES[code] ?? 1, message }
  }
  if (REFUSALS.includes(code)) return { exitCode: 2, message: [message, ...issuesOf(error)].join('\n') }
  if (code === 'SERVICE_UNAVAILABLE') return { exitCode: 5, message }
  if (isFolderTrouble(error)) return { exitCode: 5, message: folderTrouble(error) }
  return { exitCode: 1, message: `unexpected error: ${message}` }
}

/** The faults that a refusal names, one a line. */
function issuesOf(error: Error): string[] {
  const data: unknown = 'data' in error ? error.data : undefined
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues))
    return []
  const issues = data.issues as { path?: (string | number)[]; message: string }[]
  return issues
    .filter(({ message }) => !error.message.includes(message))
    .map(({ path = [], message }) => `  ${formatPath(path)}: ${message}`)
}

function isFolderTrouble(error: Error): error is NodeJS.ErrnoException {
  const codes = [
    'EACCES',
    'EPERM',
    'EROFS',
    'ENOSPC',
    'EDQUOT',
    'EIO',
    'ENOTDIR',
    'EISDIR',
    'ENOENT',
    'EEXIST'
  ]
  return 'syscall' in error && 'code' in error && codes.includes(String(error.code))
}

function folderTrouble({ path, message }: NodeJS.ErrnoException): string {
  const why = message.replace(/^[A-Z]+: /, '').replace(/, \w+ '.*$/, '')
  return `${path ?? 'a file'} can't be read or written: ${why}`
}
