import { expect, it } from 'vitest'
import { DEFAULT_SETTINGS, patchSettings } from '../../../src-main/model'
import type { Store } from '../../../src-main/ports'
import { clientRecord, tokenRecord } from '../records'
import type { AnyCollection } from './any-collection'

export function describeConcurrency(store: () => Store): void {
  for (const name of ['clients', 'tokens'] as const) {
    const collection = () => store()[name] as unknown as AnyCollection
    const make = (mark: string) =>
      name === 'clients' ? clientRecord('one', { client_name: mark }) : tokenRecord('one', { scope: mark })
    const markOf = (record: unknown) =>
      (record as { client_name?: string; scope: string }).client_name ?? (record as { scope: string }).scope

    it(`lets exactly one of 100 parallel inserts of a key into ${name} win`, async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 100 }, (_, number) => collection().insert(make(`n${number}`)))
      )
      const won = outcomes.flatMap(({ status }, number) => (status === 'fulfilled' ? [number] : []))
      expect(won).toHaveLength(1)
      expect(markOf(await collection().get('one'))).toBe(`n${won[0]}`)
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'exists' })
    })

    it(`counts every one of 100 parallel updates in ${name}`, async () => {
      await collection().insert(make('0'))
      const increment = (current: unknown) => make(String(Number(markOf(current)) + 1))
      const results = await Promise.all(
        Array.from({ length: 100 }, () => collection().update('one', increment))
      )
      expect(markOf(await collection().get('one'))).toBe('100')
      expect(new Set(results.map(markOf)).size).toBe(100)
    })

    it(`lets exactly one of 100 parallel removals in ${name} find something`, async () => {
      await collection().insert(make('0'))
      const removed = await Promise.all(Array.from({ length: 100 }, () => collection().remove('one')))
      expect(removed.filter(Boolean)).toHaveLength(1)
    })
  }

  it('counts every one of 100 parallel changes of the settings', async () => {
    await Promise.all(
      Array.from({ length: 100 }, () =>
        store().settings.update((settings) =>
          patchSettings(settings, { lifetimes: { access_token: settings.lifetimes.access_token + 1 } })
        )
      )
    )
    expect((await store().settings.get()).lifetimes.access_token).toBe(
      DEFAULT_SETTINGS.lifetimes.access_token + 100
    )
  })
}
