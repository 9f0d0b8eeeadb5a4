import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TokenVerdict } from '../../../src-main/contract'
import { refusalOf } from '../../support/panel/panel-call'
import { claim, CLIENT, createTokenLabWorld, EXPECTED, ISSUER, KEY, part, type TokenLabWorld } from './world'

let world: TokenLabWorld
beforeAll(async () => {
  world = await createTokenLabWorld()
})
afterAll(() => world.server.close())

/** A JWT access token of this server. */
let accessToken: string
beforeAll(async () => {
  accessToken = (await world.ask({ grant_type: 'client_credentials' })).access_token
})

describe('Verifying a token of this server', () => {
  it('finds the signature good by the published keys, and the claims good by RFC 9068 §4', async () => {
    const verdict = await world.verify({ token: accessToken, expected: { aud: world.server.address } })
    expect(verdict.kind).toBe('access_token')
    expect(verdict.signature).toMatchObject({ outcome: 'ok', reason: 'verified' })
    expect(verdict.claims.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    for (const name of ['typ', 'iss', 'aud', 'exp', 'iat']) expect(claim(verdict, name)?.outcome).toBe('ok')
    expect(claim(verdict, 'exp')?.section).toBe('RFC 9068 §4')
  })

  it('names the client that is its own subject, and the person whose token it is', async () => {
    expect((await world.verify({ token: accessToken })).subject).toEqual({
      kind: 'client',
      id: 'shop',
      name: 'The shop'
    })
    const { id_token } = await world.ask({
      grant_type: 'password',
      username: 'alice',
      password: 'password1',
      scope: 'openid'
    })
    const verdict = await world.verify({ token: id_token, expected: { aud: 'shop' } })
    expect(verdict.kind).toBe('id_token')
    expect(verdict.subject).toEqual({ kind: 'user', id: 'alice', name: 'Alice Example' })
    expect(verdict.claims.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    const [alice, bob] = [await world.as('alice'), await world.as('bob')]
    expect(await alice('tokenLab.verify', { token: id_token })).toHaveProperty('subject.id', 'alice')
    expect(await bob('tokenLab.verify', { token: id_token })).not.toHaveProperty('subject')
  })

  it('fails a payload that was changed: the signature is wrong, whatever the claims say (RFC 7515 §5.2)', async () => {
    const [header, payload, signature] = accessToken.split('.')
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object
    const tampered = `${header}.${part({ ...claims, sub: 'somebody-else' })}.${signature}`
    const verdict = await world.verify({ token: tampered })
    expect(verdict.signature).toMatchObject({ outcome: 'failed', reason: 'wrong' })
    expect(claim(verdict, 'iss')?.outcome).toBe('ok')
  })

  it('expects this server as the issuer unless told otherwise', async () => {
    const copy = await world.sign({ header: { typ: 'JWT' }, claims: { iss: ISSUER }, key: KEY })
    const verdict = await world.verify({ token: copy.token })
    expect(verdict.signature).toMatchObject({ outcome: 'failed', reason: 'key_unknown' })
    expect(claim(verdict, 'iss')).toMatchObject({
      outcome: 'failed',
      values: { expected: world.server.address }
    })
  })
})

describe('Verifying an ID token (OpenID Connect Core §3.1.3.7)', () => {
  const failures = (verdict: TokenVerdict) =>
    verdict.claims
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ name, reason }) => `${name} ${reason}`)

  it('passes one that is as its client expects', async () => {
    const verdict = await world.verify(await world.idToken())
    expect(verdict.signature.outcome).toBe('ok')
    expect(failures(verdict)).toEqual([])
    for (const name of ['alg', 'iss', 'aud', 'exp', 'iat', 'nonce'])
      expect(claim(verdict, name)?.outcome).toBe('ok')
  })

  it.each([
    ['another nonce', { nonce: 'other' }, 'nonce differs'],
    ['no nonce', { nonce: undefined }, 'nonce missing'],
    ['another audience', { aud: 'somebody' }, 'aud differs'],
    ['an audience that is no text', { aud: [1] }, 'aud malformed'],
    ['another issuer', { iss: 'https://other.example' }, 'iss differs'],
    ['several audiences without azp', { aud: [CLIENT, 'other'] }, 'azp several_audiences'],
    ['another authorized party', { azp: 'other' }, 'azp differs'],
    ['an end in the past', { exp: 1 }, 'exp expired'],
    ['no end', { exp: undefined }, 'exp missing'],
    ['an end that is a text', { exp: 'tomorrow' }, 'exp malformed'],
    ['a start in the future', { nbf: 99_999_999_999 }, 'nbf not_yet'],
    ['a birth in the future', { iat: 99_999_999_999 }, 'iat in_future']
  ])('fails %s, and still finds the signature good', async (_, over, failure) => {
    const verdict = await world.verify(await world.idToken(over))
    expect(failures(verdict)).toEqual([failure])
    expect(verdict.signature.outcome).toBe('ok')
  })

  it('fails alg none, in the signature and in the claims (RFC 8725 §3.2)', async () => {
    const question = await world.idToken()
    const claims: unknown = JSON.parse(Buffer.from(question.token.split('.')[1]!, 'base64url').toString())
    const { token } = await world.sign({ header: {}, claims, key: { from: 'none' } })
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.$/)
    const verdict = await world.verify({ ...question, token })
    expect(verdict.signature).toMatchObject({ outcome: 'failed', reason: 'unsigned' })
    expect(failures(verdict)).toEqual(['alg unsigned'])
  })

  it('fails an algorithm that nobody agreed upon', async () => {
    const verdict = await world.verify({
      ...(await world.idToken()),
      expected: { ...EXPECTED, algs: ['RS256'] }
    })
    expect(failures(verdict)).toEqual(['alg differs'])
  })

  it('holds at_hash and c_hash against the access token and the code (§3.1.3.8, §3.3.2.11)', async () => {
    const half = (value: string) =>
      createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url')
    const question = await world.idToken({ at_hash: half('the access token'), c_hash: half('the code') })
    const expected = { ...EXPECTED, access_token: 'the access token', code: 'the code' }
    expect(failures(await world.verify({ ...question, expected }))).toEqual([])
    const others = { ...EXPECTED, access_token: 'another', code: 'another' }
    expect(failures(await world.verify({ ...question, expected: others }))).toEqual([
      'at_hash differs',
      'c_hash differs'
    ])
    const verdict = await world.verify(question)
    expect(claim(verdict, 'at_hash')).toMatchObject({
      outcome: 'not_checked',
      reason: 'nothing_expected'
    })
  })

  it('lets the clocks differ by the skew', async () => {
    const question = await world.idToken({ exp: world.server.clock.nowSeconds() - 30 })
    expect(failures(await world.verify({ ...question, skewSeconds: 20 }))).toEqual(['exp expired'])
    expect(failures(await world.verify({ ...question, skewSeconds: 60 }))).toEqual([])
  })
})

describe('What can not be verified', () => {
  it('is refused with what a JWT is made of', async () => {
    for (const token of ['opaque', 'a.b.c', `${part({})}.${part([])}.x`, `${part({})}.{}.`])
      expect(await refusalOf(world.verify({ token }))).toMatchObject({
        status: 422,
        issues: [{ path: ['token'] }]
      })
  })

  it('is said of an encrypted one, of which the header alone can be read (RFC 7516 §3.1)', async () => {
    const token = `${part({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })}.a.b.c.d`
    const verdict = await world.verify({ token })
    expect(verdict).toEqual({
      kind: 'jwt',
      signature: { outcome: 'not_checked', reason: 'encrypted', values: { alg: 'RSA-OAEP-256' } },
      claims: []
    })
  })
})
