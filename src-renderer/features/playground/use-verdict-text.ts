import { useI18n } from 'vue-i18n'
import type { IdTokenCheck, PlaygroundExchange, PlaygroundVerdict } from '../../../src-main/contract'
import { formatDuration, shapeOfToken } from '../../ui'
import { tokenAnswerOf } from './inspector/token-answer'

/** How an exchange ended, in words: the verdict, its cause, and what to do next. */
export interface VerdictText {
  readonly ok: boolean
  readonly verdict: string
  readonly cause?: string | undefined
  readonly advice?: string | undefined
}

/** Makes the words of a verdict in the reader's language; causes are the server's own words. */
export function useVerdictText(): (verdict: PlaygroundVerdict, exchange?: PlaygroundExchange) => VerdictText {
  const { t, te, locale } = useI18n()

  function lifetimeOf(exchange: PlaygroundExchange): string | undefined {
    const answer = tokenAnswerOf(exchange)
    if (!answer) return undefined
    const { kind, characters } = shapeOfToken(answer.access_token)
    const seconds = answer.expiresAt === undefined ? 0 : Math.round((answer.expiresAt - exchange.at) / 1000)
    return t(`playground.verdict.token_issued_${kind}`, {
      type: answer.token_type ?? '',
      n: characters,
      lifetime: formatDuration(seconds, locale.value)
    })
  }

  function success({ id }: PlaygroundVerdict, exchange: PlaygroundExchange | undefined): VerdictText {
    const verified = exchange?.idToken ? `${t('playground.verdict.id_token_verified')} ` : ''
    const cause = exchange && id === 'token_issued' ? lifetimeOf(exchange) : undefined
    return { ok: true, verdict: `${verified}${t(`playground.verdict.${id}`)}`, cause }
  }

  return (verdict, exchange) => {
    const { ok, id, error, error_description, reason } = verdict
    if (ok) return success(verdict, exchange)
    const advice = `playground.advice.${error ?? id}`
    const failed = id === 'answer_invalid' ? exchange?.opened?.check?.actual : idTokenFailures(id, exchange)
    return {
      // Waiting is no failure: the person has not answered yet.
      ok: id === 'authorization_pending',
      verdict: t(`playground.verdict.${id}`, { error: error ?? '' }),
      cause: sentence(failed ?? error_description ?? (id === 'refused' ? undefined : reason)),
      advice: te(advice) ? t(advice) : undefined
    }
  }
}

function idTokenFailures(id: PlaygroundVerdict['id'], exchange?: PlaygroundExchange): string | undefined {
  return exchange?.idToken && id === 'id_token_invalid' ? failuresOf(exchange.idToken) : undefined
}

/** What was found wrong with an ID token. */
function failuresOf({ signature, claims }: IdTokenCheck): string {
  const wrong = claims.filter(({ ok }) => !ok).map(({ id }) => id)
  return [...(signature.ok ? [] : [signature.reason ?? 'signature']), ...wrong].join(', ')
}

function sentence(text: string | undefined): string | undefined {
  return text && !/[.!?]$/.test(text) ? `${text}.` : text
}
