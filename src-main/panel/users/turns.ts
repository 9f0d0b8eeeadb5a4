/** Runs one piece of work after the other, so that what one checked still holds when it writes. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>

/** An empty queue. Two administrators who demote each other at once would leave none; here the second one is refused. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    // The next one has its turn whether or not this one failed; whoever asked for this one hears of it.
    last = done.catch(() => undefined)
    return done
  }
}
