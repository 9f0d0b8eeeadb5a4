import { afterAll, beforeAll, describe } from 'vitest'
import { whyNoPostgres } from './postgres-binaries'
import { startPostgres, type PostgresServer } from './postgres-server'

/** Tests that need a real PostgreSQL: one server for all of them. Where none can run they are skipped, and their name says why. */
export function describeWithPostgres(
  name: string,
  body: (server: () => PostgresServer) => void | Promise<void>
): void {
  const reason = whyNoPostgres ? ` (skipped: ${whyNoPostgres})` : ''
  describe.skipIf(whyNoPostgres !== undefined)(`${name}${reason}`, async () => {
    let server: PostgresServer
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(() => server?.dispose())
    await body(() => server)
  })
}
