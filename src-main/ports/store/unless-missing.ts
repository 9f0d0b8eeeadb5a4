import { StoreError } from './store-error'

/** For `catch` of a change: that its record isn't there any more is no failure and gives undefined; whatever else failed goes on. */
export function unlessMissing(error: unknown): undefined {
  if (error instanceof StoreError && error.code === 'missing') return undefined
  throw error
}
