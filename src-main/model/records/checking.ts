/** From so many records on a compiled check pays. */
const MANY = 300

const WITHOUT_COMPILING = { jitless: true } as const

/** How zod checks; undefined: it compiles first what checks. */
export type Checking = typeof WITHOUT_COMPILING | undefined

/** How zod checks so many records: compiling what checks them takes a start longer than checking a few without. */
export function checking(records: number): Checking {
  return records < MANY ? WITHOUT_COMPILING : undefined
}
