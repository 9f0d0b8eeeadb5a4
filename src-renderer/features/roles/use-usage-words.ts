import { useI18n } from 'vue-i18n'

interface Named {
  readonly total: number
  readonly first: readonly string[]
}

type UsedBy = 'clients' | 'members' | 'scopes' | 'claims' | 'resources'

/** Sentences about who uses something; an empty list where nobody does. */
export function useUsageWords() {
  const { t, n } = useI18n()
  return (by: UsedBy, users: Named | readonly string[]): string[] => {
    const { total, first } = isNamed(users) ? users : { total: users.length, first: users }
    if (!total) return []
    const shown = first.join(', ')
    const names =
      total > first.length ? t('roles.usage.more', { first: shown, count: n(total - first.length) }) : shown
    return [t(`roles.usage.${by}`, { names })]
  }
}

function isNamed(users: Named | readonly string[]): users is Named {
  return 'total' in users
}
