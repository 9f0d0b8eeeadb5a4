import type { Draft, PlaygroundExchange, PlaygroundRun } from '../../../../src-main/contract'
import { tokenAnswerOf, type TokenAnswer } from './token-answer'

export const INSPECTED_NAMES = ['id_token', 'access_token', 'refresh_token'] as const
export type InspectedName = (typeof INSPECTED_NAMES)[number]

/** A token with what is known of how it came. */
export interface InspectedToken {
  readonly id: string
  readonly name: InspectedName
  readonly token: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly draft: Draft
  /** The answer that brought it; none: it came by the browser. */
  readonly answer?: TokenAnswer
  /** What came with it, of which `at_hash` and `c_hash` are made. */
  readonly access_token?: string | undefined
  readonly code?: string | undefined
}

type Brought = Readonly<Partial<Record<InspectedName, InspectedToken>>>

/** The tokens that an exchange brought, by their names. */
export function tokensOfExchange(exchange: PlaygroundExchange): Brought {
  const answer = tokenAnswerOf(exchange)
  if (!answer) return {}
  const { id, at, draft } = exchange
  return named(answer, { id, at, draft, answer })
}

/** What a browser brought to the redirect URI (OAuth 2.0 Multiple Response Types §5). */
export function tokensOfRun({ id, at, draft, callback }: PlaygroundRun): Brought {
  const values: Partial<Record<InspectedName | 'code', string>> = Object.fromEntries(
    (callback?.parameters ?? []).map(({ name, value }) => [name, value])
  )
  return named(values, { id, at: callback?.at ?? at, draft, code: values.code })
}

/** The tokens of the first that brought one, each kind for itself. */
export function latestTokens(brought: readonly Brought[]): Brought {
  return Object.fromEntries(
    INSPECTED_NAMES.flatMap((name) => {
      const found = brought.find((one) => one[name])?.[name]
      return found ? [[name, found]] : []
    })
  )
}

function named(
  values: Partial<Record<InspectedName, unknown>>,
  from: Omit<InspectedToken, 'name' | 'token'>
): Brought {
  const { access_token } = values
  return Object.fromEntries(
    INSPECTED_NAMES.flatMap((name) => {
      const token = values[name]
      if (typeof token !== 'string' || token === '') return []
      const one = { ...from, id: `${from.id}.${name}`, name, token }
      return [[name, typeof access_token === 'string' ? { ...one, access_token } : one]]
    })
  )
}
