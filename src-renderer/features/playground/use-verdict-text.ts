import { useI18n } from 'vue-i18n'
import type { PlaygroundExchange } from '../../../src-main/contract'
import { formatDuration } from '../../ui'
import { tokenAnswerOf } from './token-answer'
import { shapeOfToken } from './token-shape'

/** How an exchange ended, in words: the verdict, its cause, and what to do next. */
export interface VerdictText {
  readonly verdict: string
  readonly cause?: string
  readonly advice?: string
}

/** Makes the words of a verdict in the reader's language; causes are the server's own words. */
export function useVerdictText(): (exchange: PlaygroundExchange) => VerdictText {
  const { t, te, locale } = useI18n()

  function issued(exchange: PlaygroundExchange): VerdictText {
    const answer = tokenAnswerOf(exchange)
    const verdict = t('playground.verdict.token_issued')
    if (!answer) return { verdict }
    const { kind, characters } = shapeOfToken(answer.access_token)
    const seconds = answer.expiresAt === undefined ? 0 : Math.round((answer.expiresAt - exchange.at) / 1000)
    return {
      verdict,
      cause: t(`playground.verdict.token_issued_${kind}`, {
        type: answer.token_type ?? '',
        n: characters,
        lifetime: formatDuration(seconds, locale.value)
      })
    }
  }

  return (exchange) => {
    const { ok, id, error, error_description, reason } = exchange.verdict
    if (ok) return id === 'token_issued' ? issued(exchange) : { verdict: t(`playground.verdict.${id}`) }
    const advice = `playground.advice.${error ?? id}`
    return {
      verdict: t(`playground.verdict.${id}`, { error: error ?? '' }),
      cause: sentence(error_description ?? (id === 'refused' ? undefined : reason)),
      advice: te(advice) ? t(advice) : undefined
    }
  }
}

function sentence(text: string | undefined): string | undefined {
  return text && !/[.!?]$/.test(text) ? `${text}.` : text
}
