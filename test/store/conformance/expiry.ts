import { expect, it } from 'vitest'
import type { Store } from '../../../src-main/ports'
import type { TestClock } from '../../support/clock'
import { clientRecord, tokenRecord } from '../records'

export function describeExpiry(store: () => Store, clock: () => TestClock): void {
  it('hides a record from the second that its exp names, in every way of reading', async () => {
    const exp = clock().nowSeconds() + 10
    await store().tokens.insert(tokenRecord('short', { exp }))
    await store().tokens.insert(tokenRecord('long', { exp: exp + 100 }))
    clock().advance({ seconds: 9 })
    expect(await store().tokens.get('short')).toBeDefined()
    expect(await store().tokens.count()).toBe(2)

    clock().advance({ seconds: 1 })
    expect(await store().tokens.get('short')).toBeUndefined()
    expect(await store().tokens.find('client_id', 'shop')).toHaveLength(1)
    expect((await store().tokens.list()).total).toBe(1)
    expect(await store().tokens.count()).toBe(1)
  })

  it('tells when the last of the records under a value ends', async () => {
    const now = clock().nowSeconds()
    for (const [id, format, exp] of [
      ['1', 'jwt', now + 10],
      ['2', 'jwt', now + 20],
      ['3', 'opaque', now + 30]
    ] as const)
      await store().tokens.insert(tokenRecord(id, { format, exp }))
    expect(await store().tokens.lastEnd('format', 'jwt')).toBe(now + 20)
    expect(await store().tokens.lastEnd('client_id', 'shop')).toBe(now + 30)
    clock().advance({ seconds: 20 })
    expect(await store().tokens.lastEnd('format', 'jwt')).toBeUndefined()
  })

  it('takes an ended record for gone when writing', async () => {
    const exp = clock().nowSeconds() + 1
    for (const id of ['a', 'b', 'c', 'd']) await store().tokens.insert(tokenRecord(id, { exp }))
    clock().advance({ seconds: 1 })
    await expect(store().tokens.update('a', (token) => token)).rejects.toMatchObject({ code: 'missing' })
    expect(await store().tokens.remove('b')).toBe(false)
    expect(await store().tokens.removeWhere('client_id', 'shop')).toBe(0)
    await store().tokens.insert(tokenRecord('c', { scope: 'again' }))
    await store().tokens.upsert('d', (current) => {
      expect(current).toBeUndefined()
      return tokenRecord('d', { scope: 'again' })
    })
    expect((await store().tokens.list()).items.map(({ scope }) => scope)).toEqual(['again', 'again'])
  })

  it('follows an end that moves, later and earlier', async () => {
    const now = clock().nowSeconds()
    const attempts = (exp: number) => ({ id: 'a', count: 1, exp })
    await store().signInAttempts.insert(attempts(now + 10))
    await store().signInAttempts.update('a', () => attempts(now + 100))
    clock().advance({ seconds: 50 })
    expect(await store().signInAttempts.count()).toBe(1)
    await store().signInAttempts.update('a', () => attempts(now + 60))
    clock().advance({ seconds: 10 })
    expect(await store().signInAttempts.count()).toBe(0)
  })

  it('bears a clock that leaps forward and back', async () => {
    const now = clock().nowSeconds()
    await store().tokens.insert(tokenRecord('old', { exp: now + 10 }))
    clock().advance({ seconds: 10_000_000 })
    expect(await store().tokens.count()).toBe(0)
    clock().advance({ seconds: -10_000_000 })
    await store().tokens.insert(tokenRecord('new', { exp: now + 20 }))
    expect(await store().tokens.get('new')).toBeDefined()
    clock().advance({ seconds: 20 })
    expect(await store().tokens.get('new')).toBeUndefined()
  })

  it('keeps the configuration whatever the time', async () => {
    await store().clients.insert(clientRecord('a', { claims: { exp: 1 } }))
    clock().advance({ seconds: 1_000_000_000 })
    expect(await store().clients.count()).toBe(1)
  })
}
