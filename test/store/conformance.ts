import { afterEach, beforeEach, describe } from 'vitest'
import type { Clock, Store } from '../../src-main/ports'
import { createTestClock, type TestClock } from '../support/clock'
import { describeConcurrency } from './conformance/concurrency'
import { describeConfiguration } from './conformance/configuration'
import { describeExpiry } from './conformance/expiry'
import { describeLists } from './conformance/lists'
import { describeRecords } from './conformance/records'

/** Opens an empty store on the clock, and says how to get rid of it. */
export type StoreFactory = (clock: Clock) => Promise<{ store: Store; dispose(): Promise<void> }>

/** What every store must do. A store is done when this passes. */
export function describeStore(name: string, factory: StoreFactory): void {
  describe(`the ${name} store`, () => {
    let clock: TestClock
    let store: Store
    let dispose: () => Promise<void>

    beforeEach(async () => {
      clock = createTestClock()
      ;({ store, dispose } = await factory(clock))
    })
    afterEach(() => dispose())

    describeRecords(() => store)
    describeLists(() => store)
    describeExpiry(
      () => store,
      () => clock
    )
    describeConcurrency(() => store)
    describeConfiguration(() => store)
  })
}
