import { beforeAll } from 'vitest'
import { openPostgresStore } from '../../../src-main/store'
import { createDatabases } from '../../support/postgres/postgres-databases'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { openStoresWith } from '../../support/start-server'

// What these files prove with a store in memory holds here as well. They were chosen for what depends on the store: single use,
// rotation, replay, expiry, sessions, consents, counters, keys, and every way of reading and removing.
const files = [
  () => import('../grants/authorization-code-grant.test'),
  () => import('../authorization/code-flow.test'),
  () => import('../grants/refresh-token-rotation.test'),
  () => import('../grants/device-flow.test'),
  () => import('../authorization/pushed-request.test'),
  () => import('../tokens/introspection.test'),
  () => import('../tokens/revocation.test'),
  () => import('../sign-out/session-endings.test'),
  () => import('../tokens/key-rotation.test'),
  () => import('../accounts/forgotten-password.test')
]

describeWithPostgres('on PostgreSQL', async (server) => {
  const databases = createDatabases(server)

  beforeAll(() =>
    openStoresWith(async ({ clock, log }) => {
      const url = await databases.take()
      const store = await openPostgresStore({ url, clock, log })
      return {
        ...store,
        async close() {
          await store.close()
          await databases.giveBack(url)
        }
      }
    })
  )
  for (const load of files) await load()
})
