import { StoreError } from '../../ports'

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file has reached the size that the system allows',
  EROFS: 'it is on a read-only file system',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ENOTDIR: 'a file stands where a folder should be',
  // A folder was to be made.
  EEXIST: 'a file stands where a folder should be',
  EISDIR: 'a folder stands where a file should be',
  EBUSY:
    'it is in use, or mounted by itself and can not be replaced: end what uses it, or mount the folder around it instead',
  ENOENT: 'it is gone',
  EIO: 'the disk failed',
  EMFILE: 'too many files are open'
}

/** Why the system refused, in words; unknown reasons in the system's own. */
export function reasonOf(cause: unknown): string {
  const code = codeOf(cause)
  return (code && REASONS[code]) ?? (cause instanceof Error ? cause.message : String(cause))
}

/** The system's error code of a failed file operation, such as ENOENT. */
export function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}

/** The StoreError for something that can't be read or written now. */
export function unwritable(file: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause
  return new StoreError('unwritable', `${file} can't be read or written: ${reasonOf(cause)}`, { cause, file })
}
