import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
let call: PanelCall
beforeAll(async () => {
  server = await startServer()
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterAll(() => server.close())

describe('the key that the playground keeps for a client', () => {
  it('goes with the client, so that a later one of the same id does not inherit it', async () => {
    await call('clients.create', { client_id: 'key holder' })
    await call('playground.generateKey', { client_id: 'key holder' })
    expect(await server.store.playgroundKeys.get('key holder')).toBeDefined()
    await call('clients.remove', { client_id: 'key holder' })
    expect(await server.store.playgroundKeys.get('key holder')).toBeUndefined()
  })
})
