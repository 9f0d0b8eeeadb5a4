import type { TellSignIn } from '../../accounts'
import type { Clock, Store } from '../../ports'

export interface LastSignIns {
  /** The user names of those who signed in, whoever did longest ago first. The same list for as long as nothing changes it. */
  names(): Promise<readonly string[]>
  note: TellSignIn
}

/** Seconds after which the records are read again: other servers on the same store note sign-ins too, and records end. */
const TRUSTED = 300
/** As many records as are read together. */
const AT_ONCE = 5000

/**
 * In which order people signed in. The records are read when somebody first asks; from then on each sign-in puts its person at the end,
 * so that a list of 100,000 people is never sorted by it.
 */
export function createLastSignIns({
  store,
  clock
}: {
  store: Pick<Store, 'signInRecords' | 'users' | 'subscribe'>
  clock: Pick<Clock, 'nowSeconds'>
}): LastSignIns {
  let reading: Promise<Set<string>> | undefined
  let readAt = 0
  let known: readonly string[] | undefined
  /** Whom the names are being looked up for; another one as soon as something changed. */
  let asked: object = {}
  const forget = () => {
    known = undefined
    asked = {}
  }
  store.subscribe(({ what }) => {
    if (what === 'users') forget()
  })

  /** Subjects, the latest sign-in last. */
  async function read(): Promise<Set<string>> {
    const latest = new Map<string, number>()
    for await (const records of store.signInRecords.batches(AT_ONCE))
      for (const { sub, at } of records) latest.set(sub, Math.max(at, latest.get(sub) ?? 0))
    return new Set([...latest].sort(([, one], [, other]) => one - other).map(([sub]) => sub))
  }

  async function namesOf(subjects: ReadonlySet<string>): Promise<readonly string[]> {
    const names: string[] = []
    for (const sub of subjects) {
      const [user] = await store.users.find('sub', sub)
      if (user) names.push(user.username)
    }
    return names
  }

  return {
    async names() {
      const now = clock.nowSeconds()
      if (!reading || now >= readAt + TRUSTED) {
        readAt = now
        forget()
        reading = read()
        // What failed is tried again by whoever asks next.
        reading.catch(() => (reading = undefined))
      }
      const subjects = await reading
      if (known) return known
      const mine = (asked = {})
      // A copy, since a sign-in in between moves its person in the set itself.
      const names = await namesOf(new Set(subjects))
      if (asked === mine) known = names
      return names
    },
    note({ outcome, sub }) {
      if (outcome !== 'succeeded' || sub === undefined) return
      void reading?.then(
        (subjects) => {
          moveToEnd(subjects, sub)
          forget()
        },
        () => undefined
      )
    }
  }
}

function moveToEnd(subjects: Set<string>, sub: string): void {
  subjects.delete(sub)
  subjects.add(sub)
}
