import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { appClient, appRequest, authorize, keptParameters } from './authorization-requests'

describe('authorization_details (RFC 9396)', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({
      clients: [appClient(), appClient({ client_id: 'payer', authorization_details_types: ['payment'] })]
    })
  })
  afterAll(() => server.close())

  const ask = (authorization_details: string, client_id = 'app') =>
    authorize(server, appRequest({ authorization_details, client_id }))

  it('is a list of objects with a type, and members of the API’s own (§2)', async () => {
    const details = JSON.stringify([
      { type: 'payment', actions: ['pay'], locations: ['https://a.example/'], amount: { currency: 'EUR' } }
    ])
    const verdict = await ask(details)
    expect(verdict.outcome).toBe('accepted')
    expect((await keptParameters(server, verdict)).get('authorization_details')).toBe(details)
  })

  it.each([
    '{',
    '{}',
    '[]',
    '["payment"]',
    '[{}]',
    '[{"type":5}]',
    '[{"type":"payment","actions":"pay"}]',
    '[{"type":"payment","locations":[5]}]',
    '[{"type":"payment","identifier":{}}]',
    `[{"type":"payment","deep":${'['.repeat(30)}${']'.repeat(30)}}]`,
    `[${Array.from({ length: 21 }, () => '{"type":"a"}').join()}]`
  ])('%s is refused (§5)', async (details) =>
    expect(await ask(details)).toMatchObject({
      outcome: 'redirect',
      error: 'invalid_authorization_details',
      reason: 'authorization-details-malformed'
    })
  )

  it('of a type that the client is not registered with is refused (§10)', async () => {
    expect(await ask('[{"type":"payment"},{"type":"access"}]', 'payer')).toMatchObject({
      outcome: 'redirect',
      error: 'invalid_authorization_details',
      reason: 'authorization-details-refused'
    })
    expect(await ask('[{"type":"payment"}]', 'payer')).toMatchObject({ outcome: 'accepted' })
  })
})
