export interface DiffLine {
  readonly text: string
  readonly state: 'same' | 'added' | 'removed'
}

/** Compares two texts by line, by their longest common subsequence; a comma at the end of a line is no difference. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const old = before.split('\n')
  const now = after.split('\n')
  const common = commonLengths(old, now)
  const lines: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && isSame(old[i]!, now[j]!)) {
      lines.push({ text: now[j]!, state: 'same' })
      i++
      j++
    } else if (j >= now.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ text: old[i++]!, state: 'removed' })
    } else {
      lines.push({ text: now[j++]!, state: 'added' })
    }
  }
  return lines
}

/** How many lines the rests of both texts have in common, by where the rests begin. */
function commonLengths(old: string[], now: string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0))
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      table[i]![j] = isSame(old[i]!, now[j]!)
        ? table[i + 1]![j + 1]! + 1
        : Math.max(table[i + 1]![j]!, table[i]![j + 1]!)
  return table
}

function isSame(one: string, other: string): boolean {
  return one.replace(/,$/, '') === other.replace(/,$/, '')
}
