import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { appClient, appRequest, authorize, keptParameters } from './authorization-requests'

const ORDERS = 'https://orders.example/'
const MAIL = 'https://mail.example/'

describe('the resources of an authorization request (RFC 8707 §2)', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({ clients: [appClient()], scopes: ['orders', 'mail'] })
  })
  afterAll(() => server.close())

  const ask = (resources: readonly string[], scope = 'openid') =>
    authorize(server, [...appRequest({ scope }), ...resources.map((one) => ['resource', one] as const)])
  const refuses = async (verdict: ReturnType<typeof ask>, error: string, reason: string) =>
    expect(await verdict).toMatchObject({ outcome: 'redirect', error, reason })

  it('may be several, and any absolute URI while the server has no list', async () => {
    const verdict = await ask([ORDERS, 'urn:any:thing'])
    expect((await keptParameters(server, verdict)).getAll('resource')).toEqual([ORDERS, 'urn:any:thing'])
  })

  it('have no fragment, are absolute, and are not too many', async () => {
    for (const wrong of ['relative', `${ORDERS}#x`, `${ORDERS}#`, 'https://a b.example/'])
      await refuses(ask([wrong]), 'invalid_target', 'resource-malformed')
    const many = Array.from({ length: 11 }, (_, index) => `${ORDERS}${index}`)
    await refuses(ask(many), 'invalid_target', 'resource-malformed')
  })

  describe('where the server has a list', () => {
    beforeAll(() =>
      server.change({ resources: [{ identifier: ORDERS, scopes: ['orders'] }, { identifier: MAIL }] })
    )

    it('stand on it, as they are spelled there', async () => {
      const verdict = await ask(['https://orders.example'])
      expect(verdict).toMatchObject({ error: 'invalid_target', reason: 'resource-unknown' })
      expect(verdict.description).toContain(`${ORDERS}, ${MAIL}`)
      expect(await ask([ORDERS, MAIL])).toMatchObject({ outcome: 'accepted' })
    })

    it('know the scopes that are asked for, or one of them at least (§2.2)', async () => {
      await refuses(ask([ORDERS], 'mail'), 'invalid_scope', 'scope-not-allowed')
      for (const scope of ['orders', 'orders mail', 'openid'])
        expect(await ask([ORDERS], scope)).toMatchObject({ outcome: 'accepted' })
      expect(await ask([MAIL], 'mail orders')).toMatchObject({ outcome: 'accepted' })
    })
  })
})
