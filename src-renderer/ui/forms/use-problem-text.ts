import { useI18n } from 'vue-i18n'

/** What a call of the panel can fail with, as far as words for it are needed. */
export interface Problem {
  code: string
  message: string
  retryAfterSeconds?: number | undefined
}

/** Turns a failure into one sentence in the reader's language; where the catalogue has none, the server's own words stand. */
export function useProblemText(): (problem: Problem) => string {
  const { t, te } = useI18n()
  return (problem) => {
    const key = `errors.${problem.code}`
    return te(key)
      ? t(key, { message: problem.message, seconds: problem.retryAfterSeconds ?? 0 })
      : problem.message
  }
}
