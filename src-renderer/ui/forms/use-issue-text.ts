import { useI18n } from 'vue-i18n'
import type { Issue } from '../../../src-main/contract'

type Said = Pick<Issue, 'message' | 'code' | 'params' | 'anyOf'>

/** Says in the reader's language what a field accepts; where the catalogue does not know the sentence, it stands as it came. */
export function useIssueText(): (issue: Said) => string {
  const { t, te } = useI18n()

  function valuesOf({ params = {} }: Said): Record<string, string | number> {
    const key = `issues.kind.${params['kind']}`
    return te(key) ? { ...params, kind: t(key) } : { ...params }
  }

  return function textOf(issue: Said): string {
    if (issue.anyOf) return issue.anyOf.map(textOf).join(t('issues.or'))
    const key = `issues.${issue.code}`
    if (issue.code === undefined || !te(key)) return issue.message
    const values = valuesOf(issue)
    return t(key, values, Number(values['count'] ?? 1))
  }
}
