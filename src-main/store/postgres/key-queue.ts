/** Lets work on one key wait for the work on it that came before. */
export type KeyQueue = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** An empty queue. What one server wants of a record at a time stands in line here, instead of colliding in the database. */
export function createKeyQueue(): KeyQueue {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const before = last.get(key)
    const done = before ? before.then(work) : work()
    const settled: Promise<void> = done.then(
      () => forget(),
      () => forget()
    )
    const forget = () => {
      if (last.get(key) === settled) last.delete(key)
    }
    last.set(key, settled)
    return done
  }
}
