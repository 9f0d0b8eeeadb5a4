import { openPostgresStore } from '../../../src-main/store'
import { createDatabases } from '../../support/postgres/postgres-databases'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { describeStore } from '../conformance'
import { createRecordedLog } from '../data-folder'

describeWithPostgres('on a real PostgreSQL', (server) => {
  const databases = createDatabases(server)

  describeStore('postgres', async (clock) => {
    const url = await databases.take()
    const store = await openPostgresStore({ url, clock, log: createRecordedLog() })
    return {
      store,
      async dispose() {
        await store.close()
        await databases.giveBack(url)
      }
    }
  })
})
