/** Lets whatever else waits have its turn: a look at the traffic must not hold up an answer. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
