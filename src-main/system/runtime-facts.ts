/** What there is to know of the process that the server runs in. */
export interface RuntimeFacts {
  /** Its version of Node, such as `v20.19.0`. */
  readonly node: string
  readonly platform: string
  readonly pid: number
  readonly uptimeSeconds: number
  /** Bytes: what the process holds, and what of it the program's own objects take. */
  readonly memory: { readonly resident: number; readonly heap: number }
}

/** The facts as they are now. */
export function readRuntimeFacts(): RuntimeFacts {
  const { rss, heapUsed } = process.memoryUsage()
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    pid: process.pid,
    uptimeSeconds: Math.floor(process.uptime()),
    memory: { resident: rss, heap: heapUsed }
  }
}
