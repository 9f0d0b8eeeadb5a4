import { claimText, DATE_CLAIMS } from './claim-rows'

type Members = Readonly<Record<string, unknown>>

/** One member of two tokens, beside each other. */
export interface DiffRow {
  readonly name: string
  readonly change: 'same' | 'added' | 'removed' | 'changed'
  readonly before?: string
  readonly after?: string
  /** Seconds by which a moment moved; negative: it is earlier. */
  readonly shift?: number
}

/** Claim by claim, in the order of the first token and then of what the second one adds. Moments may be left out. */
export function diffMembers(before: Members, after: Members, ignoresMoments = false): DiffRow[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => !ignoresMoments || !DATE_CLAIMS.has(name))
    .map((name) => diffOne(name, before, after))
}

function diffOne(name: string, before: Members, after: Members): DiffRow {
  const [had, has] = [Object.hasOwn(before, name), Object.hasOwn(after, name)]
  const [one, other] = [before[name], after[name]]
  const texts = { ...(had && { before: claimText(one) }), ...(has && { after: claimText(other) }) }
  if (!had || !has) return { name, change: had ? 'removed' : 'added', ...texts }
  if (canonical(one) === canonical(other)) return { name, change: 'same', ...texts }
  const isMoment = DATE_CLAIMS.has(name) && typeof one === 'number' && typeof other === 'number'
  return { name, change: 'changed', ...texts, ...(isMoment && { shift: other - one }) }
}

/** A value with the members of its objects in one order: their order says nothing (RFC 8259 §1). */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one
  )
}
