/** From so many records on a compiled check pays. */
const MANY = 300

/** How zod checks so many records: compiling what checks them takes a start longer than checking a few without. */
export function checking(records: number): { readonly jitless: boolean } {
  return { jitless: records < MANY }
}
