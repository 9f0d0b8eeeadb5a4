import { readdir, readFile, readlink } from 'node:fs/promises'

/**
 * Names the process that listens on a TCP port, such as `node (process 4711)`. Undefined where that can't be found: only
 * Linux tells it without another program, and of other users' processes to root alone.
 */
export async function findPortHolder(port: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined
  const tables = await Promise.all(['tcp', 'tcp6'].map((table) => readText(`/proc/net/${table}`)))
  const inodes = new Set(tables.flatMap((table) => listeningInodes(table, port)))
  if (inodes.size === 0) return undefined
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)))
    if (await holdsOneOf(pid, inodes)) {
      const name = (await readText(`/proc/${pid}/comm`)).trim()
      return name ? `${name} (process ${pid})` : `process ${pid}`
    }
  return undefined
}

/** The state of a socket that listens, as /proc/net/tcp writes it. */
const LISTEN = '0A'

function listeningInodes(table: string, port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0')
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && local?.endsWith(`:${hexPort}`))
    .flatMap((fields) => fields[9] ?? [])
}

async function holdsOneOf(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  // A process may have ended since, or be another user's: then it can't be looked into and isn't named.
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
  for (const descriptor of descriptors) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1]
    if (inode && inodes.has(inode)) return true
  }
  return false
}

function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}
