import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft, PlaygroundRun } from '../../../src-main/contract'
import { refusalOf } from '../../support/panel/panel-call'
import { bodyOf, METHODS, startPlayground, type PlaygroundWorld } from './world'

let world: PlaygroundWorld
beforeAll(async () => {
  world = await startPlayground()
  for (const token_endpoint_auth_method of METHODS)
    await world.client({ client_id: token_endpoint_auth_method, token_endpoint_auth_method })
})
afterAll(() => world.server.close())

const device = (client_id: string): Draft => ({ flow: 'device', client_id, scope: 'openid' })
const seen = async ({ id }: PlaygroundRun) => (await world.call('playground.run', { id })) as PlaygroundRun
const approve = (run: PlaygroundRun, decision: 'allow' | 'deny') =>
  world.call('playground.approve', { id: run.id, as: { username: 'alice' }, decision })

describe.each(METHODS)('a device of the playground with %s', (client_id) => {
  it('shows a code, waits, and gets tokens once its person agreed (RFC 8628 §3)', async () => {
    const run = await world.authorize(device(client_id))
    expect(run).toMatchObject({
      status: 'waiting',
      device: {
        user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) as string,
        verification_uri: `${world.server.address}/device`,
        intervalSeconds: 5
      }
    })
    expect((await world.exchange(run)).verdict).toMatchObject({ id: 'authorization_pending' })
    await approve(run, 'allow')
    world.server.clock.advance({ seconds: 6 })
    const tokens = await world.exchange(run)
    expect(tokens).toMatchObject({ verdict: { ok: true }, idToken: { signature: { ok: true } } })
    expect(await seen(run)).toMatchObject({ status: 'ended' })
  })

  it('runs whole in the name of a person', async () => {
    const { run, exchanges } = await world.runAll(device(client_id))
    expect(exchanges.map(({ action }) => action)).toEqual(['device_authorization', 'token'])
    expect(bodyOf(exchanges[1])).toHaveProperty('id_token')
    expect(run?.status).toBe('ended')
  })
})

it('refuses to decide a run that it has forgotten, and says so', async () => {
  const decision = { id: 'no-such-run', as: { username: 'alice' }, decision: 'allow' }
  const { status, issues } = await refusalOf(world.call('playground.approve', decision))
  expect([status, issues?.[0]?.path]).toEqual([422, ['run']])
})

describe('polling of the playground (RFC 8628 §3.5)', () => {
  it('waits longer after slow_down', async () => {
    const run = await world.authorize(device('none'))
    await world.exchange(run)
    expect((await world.exchange(run)).verdict).toMatchObject({ error: 'slow_down' })
    expect((await seen(run)).device?.intervalSeconds).toBe(10)
  })

  it('ends with access_denied where the person refused', async () => {
    const run = await world.authorize(device('none'))
    await approve(run, 'deny')
    expect((await world.exchange(run)).verdict).toMatchObject({ id: 'refused', error: 'access_denied' })
    expect(await seen(run)).toMatchObject({ status: 'ended' })
  })

  it('ends with expired_token where nobody came', async () => {
    const run = await world.authorize(device('none'))
    world.server.clock.advance({ seconds: 601 })
    expect((await world.exchange(run)).verdict).toMatchObject({ error: 'expired_token' })
  })

  it('is over when it is cancelled', async () => {
    const run = await world.authorize(device('none'))
    expect(await world.call('playground.cancelRun', { id: run.id })).toMatchObject({ status: 'ended' })
  })
})
