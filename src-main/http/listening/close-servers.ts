import type { Server } from 'node:http'

/** Milliseconds that what is in flight has to finish; a stop has ten seconds, and the data is written out after that. */
const GRACE = 8_000
/** Milliseconds between looks for connections that have become idle. */
const LOOK = 25

/** Stops accepting at once, closes each connection when its request is answered, and all of them when what is in flight has had its time. */
export async function closeServers(servers: readonly Server[]): Promise<void> {
  const closed = Promise.all(servers.map(closeServer))
  const closeIdle = setInterval(() => servers.forEach((server) => server.closeIdleConnections()), LOOK)
  const closeAll = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), GRACE)
  try {
    await closed
  } finally {
    clearInterval(closeIdle)
    clearTimeout(closeAll)
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeIdleConnections()
  })
}
