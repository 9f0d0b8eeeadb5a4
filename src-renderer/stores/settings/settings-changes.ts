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
    } else if (value !== before) changes[name] = value
  }
  return changes
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
