import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecentToken, TokenStatus } from '../../../src-main/contract'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { createTokenLabWorld, type TokenLabWorld } from './world'

let world: TokenLabWorld
beforeAll(async () => {
  world = await createTokenLabWorld()
})
afterAll(() => world.server.close())

describe('What the server knows of a token', () => {
  const status = (as: PanelCall, token: string) => as('tokenLab.status', { token }) as Promise<TokenStatus>

  it('is told of opaque ones, whether they are alive or not', async () => {
    const { access_token } = await world.ask({ grant_type: 'client_credentials' }, 'plain')
    expect(await status(world.call, access_token)).toMatchObject({
      known: true,
      active: true,
      members: { kind: 'access_token', format: 'opaque', client_id: 'plain' }
    })
    await world.server.store.clients.update('plain', (client) => ({ ...client, blocked: true }))
    expect((await status(world.call, access_token)).active).toBe(false)
    await world.server.store.clients.update('plain', (client) => ({ ...client, blocked: false }))
    expect(await status(world.call, 'made up')).toEqual({ known: false })
  })

  it('is told to moderators, to the owner of the client, and to the person; to others it is unknown (RFC 7662 §2.2)', async () => {
    const { access_token } = await world.ask({ grant_type: 'client_credentials' }, 'plain')
    expect((await status(await world.as('mo'), access_token)).known).toBe(true)
    expect((await status(await world.as('bob'), access_token)).known).toBe(true)
    expect(await status(await world.as('alice'), access_token)).toEqual({ known: false })
    const { access_token: hers } = await world.ask({
      grant_type: 'password',
      username: 'alice',
      password: 'password1'
    })
    expect((await status(await world.as('alice'), hers)).members).toMatchObject({ username: 'alice' })
    expect(await status(await world.as('bob'), hers)).toEqual({ known: false })
  })
})

describe('The tokens that passed lately', () => {
  const recent = async (as: PanelCall) => (await as('tokenLab.recent')) as RecentToken[]

  it('are listed for moderators without what opens something, and revealed to administrators with a note in the audit trail', async () => {
    const { access_token } = await world.ask({ grant_type: 'client_credentials', scope: 'read' })
    const [latest] = await recent(await world.as('mo'))
    expect(latest).toMatchObject({
      source: 'traffic',
      name: 'access_token',
      format: 'jwt',
      client_id: 'shop',
      masked: true
    })
    expect(latest?.token).toBe(`${access_token.split('.').slice(0, 2).join('.')}.`)
    const mo = await world.as('mo')
    expect(await refusalOf(mo('tokenLab.reveal', { id: latest!.id }))).toMatchObject({ code: 'FORBIDDEN' })
    expect(await world.call('tokenLab.reveal', { id: latest!.id })).toEqual({ token: access_token })
    const { items } = (await world.call('audit.list', {})) as { items: unknown[] }
    expect(JSON.stringify(items)).toContain('tokenLab.reveal')
    expect(JSON.stringify(items)).not.toContain(access_token)
  })

  it('say of an opaque one only that it passed, and are 20 at most', async () => {
    for (let times = 0; times < 25; times += 1) await world.ask({ grant_type: 'client_credentials' }, 'plain')
    const listed = await recent(world.call)
    expect(listed).toHaveLength(20)
    expect(listed[0]).toMatchObject({ format: 'opaque', masked: true })
    expect(listed[0]).not.toHaveProperty('token')
  })

  it('are for a person who looks after nothing those of their own playground, in full and once', async () => {
    const [alice, bob] = [await world.as('alice'), await world.as('bob')]
    await bob('playground.send', { flow: 'oauth2_client_credentials', client_id: 'plain' })
    expect(await recent(alice)).toEqual([])
    const [own] = await recent(bob)
    expect(own).toMatchObject({ source: 'playground', name: 'access_token', masked: false })
    expect(own?.token).toMatch(/^[A-Za-z0-9]{255}$/)
  })

  it('are gone with their exchange', async () => {
    expect(await refusalOf(world.call('tokenLab.reveal', { id: '999999.0' }))).toMatchObject({
      code: 'NOT_FOUND'
    })
    expect(await refusalOf(world.call('tokenLab.reveal', { id: 'nonsense' }))).toMatchObject({
      code: 'NOT_FOUND'
    })
  })
})
