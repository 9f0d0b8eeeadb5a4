import { useI18n } from 'vue-i18n'
import { readSaid, type Issue } from '../../../src-main/contract'
import { useIssueText } from './use-issue-text'

/** What a call of the panel can fail with, as far as words for it are needed. */
export interface Problem {
  code: string
  message: string
  retryAfterSeconds?: number | undefined
  /** What is wrong with which field. */
  issues?: readonly Issue[]
}

/**
 * Turns a failure into one sentence in the reader's language: what is wrong with the first field, else why it was refused, else what
 * the failure is. Where the catalogue has none, the server's own words stand.
 */
export function useProblemText(): (problem: Problem) => string {
  const { t, te } = useI18n()
  const issueText = useIssueText()
  return ({ code, message, issues: [issue] = [], retryAfterSeconds: seconds = 0 }) => {
    if (issue) return issueText(issue)
    const said = readSaid(message)
    if (said) return issueText({ message, ...said })
    const key = `errors.${code}`
    return te(key) ? t(key, { message, seconds }) : message
  }
}
