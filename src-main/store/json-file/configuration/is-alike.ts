type Members = Readonly<Record<string, unknown>>

/** Whether two values of JSON have the same members in the same order. */
export function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const names = Object.keys(one)
  const others = Object.keys(other)
  if (names.length !== others.length) return false
  for (const [at, name] of names.entries()) {
    if (name !== others[at] || !isAlike((one as Members)[name], (other as Members)[name])) return false
  }
  return true
}
