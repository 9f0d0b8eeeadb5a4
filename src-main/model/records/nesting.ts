/** How deep the configuration may be nested: far more than anybody needs, and far less than what reading and writing it can bear. */
export const MOST_LEVELS = 500

/** Whether a value of JSON holds more levels of objects and arrays than that. */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  // Of 100,000 clients nearly all members are texts, which a call each would cost more than all the rest.
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  for (const member of members)
    if (typeof member === 'object' && isNestedDeeper(member, levels - 1)) return true
  return false
}
