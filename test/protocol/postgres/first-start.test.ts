import { expect, it } from 'vitest'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { startCluster } from './cluster'

describeWithPostgres('three servers that start at once on an empty PostgreSQL', (database) => {
  it('publish one signing key, and call none lost', async () => {
    const cluster = await startCluster(await database().createDatabase(), {})
    const answers = await Promise.all(
      cluster.addresses.map(async (address) => (await fetch(`${address}/oauth2/jwks.json`)).json())
    )
    await cluster.close()
    expect(cluster.whole.logged.filter((line) => line.includes('signing key'))).toEqual([])
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })
})
