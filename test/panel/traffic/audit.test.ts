import { afterAll, beforeAll, expect, it } from 'vitest'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
let call: PanelCall

beforeAll(async () => {
  server = await startServer({
    users: [{ username: 'alice' }],
    clients: [{ client_id: 'shop', client_secret: 'a secret of the shop' }]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterAll(() => server.close())

const events = async () => {
  const { items } = (await call('audit.list', { limit: 100 })) as { items: { event: string }[] }
  return items.map(({ event }) => event)
}

it('The audit trail tells of what changes something, and of a secret that was shown', async () => {
  await call('settings.update', { lifetimes: { access_token: 90 } })
  await call('playground.generateKey', { client_id: 'shop' })
  await call('clients.secret', { client_id: 'shop' })
  await expect
    .poll(events)
    .toEqual(expect.arrayContaining(['settings.update', 'playground.generateKey', 'clients.secret']))
})

it('The audit trail tells nothing of previews, which change nothing', async () => {
  await call('settings.previewMetadata', { lifetimes: { access_token: 91 } })
  await call('profile.compare', { version: 1 })
  await call('profile.validate', { version: 1 })
  await call('playground.prepare', { flow: 'oauth2_client_credentials', client_id: 'shop' })
  await call('settings.update', { lifetimes: { access_token: 92 } })
  const changes = async () => (await events()).filter((event) => event === 'settings.update').length
  await expect.poll(changes).toBe(2)
  const noted = (await events()).filter((event) => /preview|compare|validate|prepare/.test(event))
  expect(noted).toEqual([])
})

it('What the audit trail leaves out is still refused to whoever may not do it', async () => {
  const alice = await server.store.users.get('alice')
  const asAlice = directCall(server, contextOf({ kind: 'user', user: alice! }))
  expect(await refusalOf(asAlice('settings.previewMetadata', {}))).toMatchObject({ code: 'FORBIDDEN' })
})
