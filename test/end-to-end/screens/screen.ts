import type { Page } from 'playwright-core'

/** A screen: its route, and what to do there before it is looked at. */
export interface Screen {
  readonly place: string
  readonly act?: (page: Page) => Promise<void>
}

/** Screens by the names that their pictures get. */
export type Screens = Readonly<Record<string, Screen>>
