import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ListedSession } from '../../../src-main/contract'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { startServer, type TestServer } from '../../support/start-server'

const CALLBACK = 'https://app.example/callback'
const client = (client_id: string) => ({
  client_id,
  client_secret: 'a secret of this client with characters enough',
  redirect_uris: [CALLBACK],
  grant_types: ['authorization_code' as const],
  owner: 'alice',
  skip_consent: true
})
let server: TestServer
let alice: PanelCall
let moderator: PanelCall

beforeEach(async () => {
  server = await startServer({
    users: [
      { username: 'alice', password: 'password-1' },
      { username: 'bob', password: 'password-1' },
      { username: 'mo', roles: ['moderator'] }
    ],
    clients: [client('shop'), client('other')]
  })
  const as = async (username: string) =>
    directCall(server, contextOf({ kind: 'user', user: (await server.store.users.get(username))! }))
  alice = await as('alice')
  moderator = await as('mo')
  await signIn('alice', 'shop')
  await signIn('bob', 'other')
})
afterEach(() => server.close())

async function signIn(username: string, client_id: string): Promise<void> {
  const browser = createPersonBrowser(server.address)
  await browser.authorize({ client_id, redirect_uri: CALLBACK, response_type: 'code', scope: 'openid' })
  const { location } = await browser.signIn(username, 'password-1')
  expect(location).toContain('code=')
}

const sessions = async (client_id: string) =>
  ((await moderator('clients.sessions', { client_id })) as { items: ListedSession[] }).items
const peopleOf = async (client_id: string) => (await sessions(client_id)).map(({ user }) => user?.username)

describe('the sessions of a client', () => {
  it('are the sign-ins in which it took part, and no others', async () => {
    expect(await peopleOf('shop')).toEqual(['alice'])
    expect(await peopleOf('other')).toEqual(['bob'])
  })

  it('end together, while those with other clients go on', async () => {
    expect(await moderator('clients.endSessions', { client_id: 'shop' })).toEqual({ ended: 1 })
    expect(await peopleOf('shop')).toEqual([])
    expect(await peopleOf('other')).toEqual(['bob'])
  })

  it('are nothing for the owner of the client, since they are of other people', async () => {
    for (const procedure of ['clients.sessions', 'clients.endSessions'])
      expect(await refusalOf(alice(procedure, { client_id: 'shop' }))).toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('the activity of a client', () => {
  it('is for its owner too, and holds its own requests alone', async () => {
    const paths = (await alice('clients.activity', { client_id: 'shop' })) as { client_id: string }[]
    expect(paths.length).toBeGreaterThan(0)
    expect(new Set(paths.map(({ client_id }) => client_id))).toEqual(new Set(['shop']))
  })
})
