type Members = Readonly<Record<string, unknown>>

/** Whether two values of JSON have the same members in the same order. */
export function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) || Array.isArray(other))
    return Array.isArray(one) && Array.isArray(other) && areAlike(one, other)
  const names = Object.keys(one)
  const others = Object.keys(other)
  if (names.length !== others.length) return false
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at]!
    if (name !== others[at] || !isAlike((one as Members)[name], (other as Members)[name])) return false
  }
  return true
}

function areAlike(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at += 1) if (!isAlike(one[at], other[at])) return false
  return true
}
