import type { Settings, SettingsPatch } from '../../../src-main/contract'

/** What in `edited` differs from `saved`: the patch that makes one of the other. */
export function settingsChanges(saved: Settings, edited: Settings): SettingsPatch {
  return changedMembers({ ...saved }, { ...edited })
}

function changedMembers(saved: Record<string, unknown>, edited: Record<string, unknown>): object {
  const changes: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(edited)) {
    const before = saved[name]
    if (isGroup(value) && isGroup(before)) {
      const inner = changedMembers(before, value)
      if (Object.keys(inner).length) changes[name] = inner
    } else if (!isSame(value, before)) changes[name] = value
  }
  return changes
}

/** Lists are the same by what is in them. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other))
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
