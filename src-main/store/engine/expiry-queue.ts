/**
 * Keys by the second in which they end. A key may stand in an earlier second than its record by now ends in: whoever takes it out
 * looks at the record and puts it back, which spares a search at every change of an end.
 */
export interface ExpiryQueue {
  /** `end` in seconds since 1970. */
  add(key: string, end: number): void
  /** Takes out keys whose second has come, `limit` at most. */
  takeDue(nowSeconds: number, limit: number): string[]
  clear(): void
  /** How many keys wait, including ones whose record is gone. */
  readonly size: number
}

/** An empty queue. Adding costs the same however many keys wait; so does asking when nothing is due. */
export function createExpiryQueue(): ExpiryQueue {
  const seconds = new Map<number, string[]>()
  let sweptTo = -Infinity
  let size = 0

  function takeSecond(second: number, due: string[], limit: number): boolean {
    const keys = seconds.get(second)
    if (!keys) return true
    const taken = keys.splice(Math.max(0, keys.length - (limit - due.length)))
    for (const key of taken) due.push(key)
    size -= taken.length
    if (keys.length > 0) return false
    seconds.delete(second)
    return true
  }

  /** After a leap of the clock it is cheaper to look at the seconds that hold keys than to walk through all that passed. */
  function secondsUpTo(now: number): Iterable<number> {
    if (now - sweptTo > seconds.size) return [...seconds.keys()].filter((second) => second <= now)
    return Array.from({ length: now - sweptTo }, (_, index) => sweptTo + 1 + index)
  }

  return {
    add(key, end) {
      // A second that was swept is never looked at again, as when the clock was set back: the next one takes its keys.
      const second = Math.max(Math.ceil(end), sweptTo + 1)
      const keys = seconds.get(second)
      if (keys) keys.push(key)
      else seconds.set(second, [key])
      size += 1
    },
    takeDue(nowSeconds, limit) {
      const due: string[] = []
      if (nowSeconds <= sweptTo) return due
      for (const second of secondsUpTo(nowSeconds)) if (!takeSecond(second, due, limit)) return due
      sweptTo = nowSeconds
      return due
    },
    clear() {
      seconds.clear()
      size = 0
    },
    get size() {
      return size
    }
  }
}
