import { describe, expect, it } from 'vitest'
import { claimOf } from '../../../src-main/oauth/claims/claim-of'
import { claimsNamed, claimsRequested } from '../../../src-main/oauth/claims/released-claims'
import { narrowedScope } from '../../../src-main/oauth/grants/narrowed-scope'
import { SERVER_CLAIMS, userSchema } from '../../../src-main/model'
import { ALICE } from './token-world'

const alice = userSchema.parse(ALICE)

/** A small generator with a seed, so that a failure can be had again. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('claims (OpenID Connect Core §5)', () => {
  it('never hold one that the server makes, whatever the person has of their own', () => {
    const names = [...SERVER_CLAIMS]
    const claims = Object.fromEntries(names.map((name) => [name, 'own']))
    expect(claimsNamed({ ...alice, claims }, names)).toEqual({})
  })

  it('never hold a field of the account that is no claim', () => {
    for (const name of [
      'username',
      'password',
      'password_hash',
      'blocked',
      'claims',
      '__proto__',
      'constructor',
      'toString'
    ])
      expect(claimOf({ ...alice, claims: {} }, name)).toBeUndefined()
  })

  it('are left out where there is no value (§5.3.2)', () => {
    expect(
      claimsNamed({ ...alice, claims: { a: null, b: '', c: 0, d: false } }, ['a', 'b', 'c', 'd', 'nickname'])
    ).toEqual({
      c: 0,
      d: false
    })
  })

  it('say that an address that nobody confirmed is not verified (§5.1)', () => {
    const { email_verified: _verified, ...unconfirmed } = alice
    expect(claimOf(unconfirmed, 'email_verified')).toBe(false)
    const { email: _email, ...without } = unconfirmed
    expect(claimOf(without, 'email_verified')).toBeUndefined()
  })

  it.each([
    [null, true],
    [{ essential: true }, true],
    [{ value: 'Alice Adams' }, true],
    [{ value: 'Eve' }, false],
    [{ values: ['Eve', 'Alice Adams'] }, true],
    [{ values: ['Eve'] }, false],
    [{ value: 'Eve', values: ['Alice Adams'] }, true]
  ])('asked for with %j are given with that value or not at all (§5.5.1)', (request, isGiven) => {
    expect(claimsRequested(alice, { name: request })).toEqual(isGiven ? { name: 'Alice Adams' } : {})
  })
})

describe('a narrowed scope (RFC 6749 §6)', () => {
  const tokens = ['a', 'b', 'c', 'd', 'e', 'f']

  it('is always a part of what was granted and of what is still held', () => {
    const next = numbers(7)
    const some = () => tokens.filter(() => next(2) === 1)
    for (let round = 0; round < 500; round += 1) {
      const [granted, asked] = [some(), some()]
      const held = granted.filter(() => next(3) > 0)
      const fits =
        asked.every((token) => granted.includes(token)) && asked.some((token) => held.includes(token))
      const narrow = () => narrowedScope(asked.join(' '), granted.join(' '), held)
      if (!fits) expect(narrow).toThrow()
      else expect(narrow()).toEqual(asked.filter((token) => held.includes(token)))
    }
  })

  it('is everything that is held where nothing is asked for', () => {
    expect(narrowedScope(undefined, 'a b c', ['a', 'c'])).toEqual(['a', 'c'])
  })
})
