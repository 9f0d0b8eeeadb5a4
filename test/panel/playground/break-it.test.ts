import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import breakIt from '../../../resources/collections/break-it.json'
import sampleProfile from '../../../resources/collections/sample-profile.json'
import { MUTATIONS, type CollectionResult } from '../../../src-main/contract'
import type { ProfileInput } from '../../../src-main/model'
import type { PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
let call: PanelCall

beforeAll(async () => {
  const { version: _version, $schema: _schema, ...profile } = sampleProfile
  server = await startServer({
    ...(profile as ProfileInput),
    // The clock of the test stands, so what waits for a moment moves it there.
    scheduler: {
      after(milliseconds, work) {
        server.clock.advance({ ms: milliseconds })
        work()
        return () => undefined
      }
    }
  })
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterAll(() => server.close())

const run = async (input: object) =>
  ((await call('collections.run', input)) as { result: CollectionResult; junit: string }).result

describe('the collection of everything that must be refused', () => {
  it('has every mutation that the playground offers', () => {
    const tried = new Set(breakIt.requests.map(({ mutation }) => mutation))
    expect(MUTATIONS.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
  })

  it.each(breakIt.requests)('$name: $mutation', async ({ name }) => {
    const { results } = await run({ id: 'break-it', only: [name] })
    expect(results).toMatchObject([{ name, ok: true, failures: [] }])
    expect(results[0]?.exchanges.length).toBeGreaterThan(0)
  })

  it('fails where the server accepts what it must refuse', async () => {
    const collection = {
      ...breakIt,
      requests: [
        {
          name: 'a scope that is all right',
          flow: 'oauth2_client_credentials',
          client_id: 'sample-service',
          mutation: 'token_scope_wider',
          scope: 'sample:read'
        }
      ]
    }
    await server.store.clients.update('sample-service', ({ scope, ...client }) => ({
      ...client,
      scope: `${scope} admin`
    }))
    const { results } = await run({ collection })
    expect(results).toMatchObject([{ ok: false, outcome: 'token_issued' }])
    expect(results[0]?.failures[0]).toMatchObject({
      what: 'outcome',
      expected: '400 invalid_scope',
      actual: 'token_issued'
    })
  })
})

describe('the collection of samples', () => {
  it('passes on the clients of the sample profile, the ID token checked', async () => {
    const result = await run({ id: 'samples' })
    expect(result.results.map(({ name, ok, failures }) => ({ name, ok, failures }))).toEqual(
      ['Code + PKCE as alice', 'Client credentials', 'Device flow'].map((name) => ({
        name,
        ok: true,
        failures: []
      }))
    )
  })
})
