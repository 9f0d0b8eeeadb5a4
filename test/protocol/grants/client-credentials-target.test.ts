import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { startServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { askToken, basic } from '../requests'

const ORDERS = 'https://orders.example/'

describe('a token that a client gets for itself', () => {
  let server: TestServer
  beforeAll(async () => {
    const client = {
      client_secret: SECRET,
      grant_types: ['client_credentials'],
      scope: 'orders mail'
    } as const
    server = await startServer({
      scopes: ['orders', 'mail'],
      settings: { resources: [{ identifier: ORDERS, scopes: ['orders'] }] },
      clients: [
        { ...client, grant_types: ['client_credentials'], client_id: 'app' },
        {
          ...client,
          grant_types: ['client_credentials'],
          client_id: 'payer',
          authorization_details_types: ['payment']
        }
      ]
    })
  })
  afterAll(() => server.close())

  const ask = (more: Record<string, string>, client_id = 'app') =>
    askToken(server, { grant_type: 'client_credentials', ...more }, basic(client_id, SECRET))

  it('is for no resource that the server does not know (RFC 8707 §2)', async () => {
    const { status, json } = await ask({ resource: 'https://other.example/' })
    expect([status, json.error]).toEqual([400, 'invalid_target'])
  })

  it('carries of its scopes those that the resource knows', async () => {
    expect((await ask({ resource: ORDERS })).json.scope).toBe('orders')
    expect((await ask({ resource: ORDERS, scope: 'mail' })).json.error).toBe('invalid_scope')
  })

  it('carries authorization_details of a type that the client may ask for (RFC 9396 §6)', async () => {
    const authorization_details = JSON.stringify([{ type: 'payment', amount: '5' }])
    expect((await ask({ authorization_details }, 'payer')).json.authorization_details).toEqual([
      { type: 'payment', amount: '5' }
    ])
    const other = JSON.stringify([{ type: 'access' }])
    expect((await ask({ authorization_details: other }, 'payer')).json.error).toBe(
      'invalid_authorization_details'
    )
  })
})
