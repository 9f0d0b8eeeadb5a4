import { afterEach, describe, expect, it } from 'vitest'
import type { SettingsPatch } from '../../../src-main/model'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { isActive } from '../grant-world'
import { basic } from '../requests'
import { client, refresh, startTokenServer, tokensOf } from '../tokens/token-world'

describe('refresh token rotation (RFC 9700 §4.14.2)', () => {
  let server: TestServer
  afterEach(() => server.close())

  async function begin(settings: SettingsPatch['tokens'] = {}) {
    server = await startTokenServer([client('app')], { tokens: settings })
    return tokensOf(server, 'app', { scope: 'openid orders' })
  }
  const asApp = basic('app', SECRET)
  const ask = (token: unknown) => refresh(server, 'app', token)
  const expectDead = async (...tokens: unknown[]) => {
    for (const token of tokens) expect(await isActive(server, token, asApp)).toBe(false)
  }

  it('ends the family when a replaced token is used again', async () => {
    const first = await begin()
    const { json: second } = await ask(first.refresh_token)
    const reuse = await ask(first.refresh_token)
    expect([reuse.status, reuse.json.error]).toEqual([400, 'invalid_grant'])
    await expectDead(first.access_token, second.access_token, second.refresh_token)
    expect((await ask(second.refresh_token)).json.error).toBe('invalid_grant')
  })

  it('leaves other families alone', async () => {
    const first = await begin()
    const other = await tokensOf(server, 'app')
    await ask(first.refresh_token)
    await ask(first.refresh_token)
    expect(await isActive(server, other.access_token, asApp)).toBe(true)
    expect((await ask(other.refresh_token)).status).toBe(200)
  })

  it('lets exactly one of twenty parallel uses win, and the family die, since two hold the token', async () => {
    const first = await begin()
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(first.refresh_token)))
    const [winners, losers] = [
      answers.filter(({ status }) => status === 200),
      answers.filter(({ status }) => status !== 200)
    ]
    expect([winners.length, losers.length]).toEqual([1, 19])
    expect(new Set(losers.map(({ status, json }) => `${status} ${String(json.error)}`))).toEqual(
      new Set(['400 invalid_grant'])
    )
    await expectDead(first.access_token, winners[0]!.json.access_token, winners[0]!.json.refresh_token)
  })

  it('gives the same successor within the grace window, to parallel uses too', async () => {
    const first = await begin({ refresh_grace: 10 })
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(first.refresh_token)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    server.clock.advance({ seconds: 9 })
    const late = await ask(first.refresh_token)
    const successors = [...answers, late].map(({ json }) => json.refresh_token)
    expect(new Set(successors).size).toBe(1)
    expect((await ask(late.json.refresh_token)).status).toBe(200)
  })

  it('ends the family after the grace window', async () => {
    const first = await begin({ refresh_grace: 10 })
    const { json } = await ask(first.refresh_token)
    server.clock.advance({ seconds: 10 })
    expect((await ask(first.refresh_token)).json.error).toBe('invalid_grant')
    await expectDead(json.access_token, json.refresh_token)
  })

  it('ends the family within the grace window when the successor was used already', async () => {
    const first = await begin({ refresh_grace: 10 })
    const { json: second } = await ask(first.refresh_token)
    const { json: third } = await ask(second.refresh_token)
    expect((await ask(first.refresh_token)).json.error).toBe('invalid_grant')
    await expectDead(third.access_token, third.refresh_token)
  })

  it('keeps the token where it is switched off, whatever the number of uses', async () => {
    const first = await begin({ refresh_rotation: false })
    for (const answer of await Promise.all([ask(first.refresh_token), ask(first.refresh_token)])) {
      expect(answer.status).toBe(200)
      expect(answer.json).not.toHaveProperty('refresh_token')
    }
  })

  it('still notices a token that was replaced before it was switched off', async () => {
    const first = await begin()
    const { json } = await ask(first.refresh_token)
    await server.change({ tokens: { refresh_rotation: false } })
    expect((await ask(first.refresh_token)).json.error).toBe('invalid_grant')
    await expectDead(json.access_token)
  })

  it('replaces nothing when the rest of the request fails', async () => {
    const first = await begin()
    await server.change({ limits: { tokens_per_client: 1 } })
    const full = await ask(first.refresh_token)
    expect([full.status, full.json.error]).toEqual([400, 'invalid_request'])
    await server.change({ limits: { tokens_per_client: null } })
    expect((await ask(first.refresh_token)).status).toBe(200)
  })
})
