import type { Awaitable } from './store'

/** What `use` makes of a value: at once where it is here already, so that a request waits no turn for it. */
export function withAwaited<Value, Result>(
  value: Awaitable<Value>,
  use: (value: Value) => Result
): Awaitable<Result> {
  return value instanceof Promise ? value.then(use) : use(value)
}
