import { describe, expect, it } from 'vitest'
import type { IssuedToken } from '../../src-main/model'
import { createTable } from '../../src-main/store/engine/table'
import { createTestClock } from '../support/clock'

const clock = createTestClock()

const tokenOf = (id: string, client_id: string, sub: string): IssuedToken => ({
  id,
  kind: 'access_token',
  format: 'opaque',
  client_id,
  sub,
  scope: '',
  iat: clock.nowSeconds(),
  exp: clock.nowSeconds() + 60,
  authorization_id: `${sub} at ${client_id}`
})

/** A table in which records came, changed and went; the indexes in `asked` are asked before anything came. */
function busyTable(asked: readonly string[] = []) {
  const table = createTable('tokens', clock)
  for (const index of asked) table.sizeOf(index, 'nobody')
  for (const number of [1, 2, 3, 4, 5, 6])
    table.put(tokenOf(`token-${number}`, `client-${number % 2}`, 'sub'))
  table.put(tokenOf('token-1', 'client-0', 'another'))
  table.delete('token-2')
  return table
}

const idsUnder = (table: ReturnType<typeof busyTable>, index: string, value: string) =>
  table
    .find(index, value)
    .map((record) => (record as IssuedToken).id)
    .sort()

describe('an index that nobody asked for yet', () => {
  it('holds what came, changed and went before, and follows what does so after', () => {
    const table = busyTable()
    expect(idsUnder(table, 'client_id', 'client-0')).toEqual(['token-1', 'token-4', 'token-6'])
    expect(table.sizeOf('client_id', 'client-1')).toBe(2)
    table.put(tokenOf('token-7', 'client-0', 'sub'))
    table.delete('token-4')
    expect(idsUnder(table, 'client_id', 'client-0')).toEqual(['token-1', 'token-6', 'token-7'])
    expect(idsUnder(table, 'sub', 'another')).toEqual(['token-1'])
  })

  it('says the same as one that was asked from the start', () => {
    const late = busyTable()
    const early = busyTable(['client_id', 'sub'])
    for (const [index, value] of [
      ['client_id', 'client-0'],
      ['client_id', 'client-1'],
      ['sub', 'sub'],
      ['sub', 'another'],
      ['authorization_id', 'sub at client-1'],
      ['authorization_id', 'another at client-0']
    ] as const)
      expect(idsUnder(late, index, value)).toEqual(idsUnder(early, index, value))
  })

  it('is empty when everything is gone, and takes in what comes then', () => {
    const table = busyTable()
    expect(table.sizeOf('sub', 'sub')).toBe(4)
    table.clear()
    expect([table.sizeOf('sub', 'sub'), table.sizeOf('authorization_id', 'sub at client-1')]).toEqual([0, 0])
    table.put(tokenOf('token-8', 'client-0', 'sub'))
    expect(idsUnder(table, 'sub', 'sub')).toEqual(['token-8'])
    expect(idsUnder(table, 'authorization_id', 'sub at client-0')).toEqual(['token-8'])
  })
})
