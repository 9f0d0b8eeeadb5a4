import { useI18n } from 'vue-i18n'
import { readSaid, type Issue } from '../../../src-main/contract'

type Said = Pick<Issue, 'message' | 'code' | 'params' | 'anyOf'>
type Values = Record<string, string | number>

/** Says in the reader's language what a field accepts; where the catalogue does not know the sentence, it stands as it came. */
export function useIssueText(): (issue: Said) => string {
  const { t, te } = useI18n()

  /** What is filled in may have words of its own: the kind of a value, and the sentence that says why. */
  function valuesOf({ params = {} }: Said): Values {
    const values: Values = { ...params }
    const kind = `issues.kind.${params['kind']}`
    if (te(kind)) values['kind'] = t(kind)
    const why = params['why'] === undefined ? undefined : String(params['why'])
    if (why !== undefined) values['why'] = textOf({ message: why, ...readSaid(why) })
    return values
  }

  function textOf(issue: Said): string {
    if (issue.anyOf) return issue.anyOf.map(textOf).join(t('issues.or'))
    const key = `issues.${issue.code}`
    if (issue.code === undefined || !te(key)) return issue.message
    const values = valuesOf(issue)
    return t(key, values, Number(values['count'] ?? 1))
  }

  return textOf
}
