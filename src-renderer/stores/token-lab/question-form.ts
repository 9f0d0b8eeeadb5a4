import type { KeySource, TokenExpectations, TokenKind } from '../../../src-main/contract'

/** What a token is held against, as the form has it; empty means: not checked. */
export interface QuestionForm {
  kind: TokenKind | 'auto'
  from: KeySource['from']
  url: string
  keys: string
  secret: string
  iss: string
  aud: string
  azp: string
  nonce: string
  access_token: string
  code: string
  /** Algorithms with spaces or commas between. */
  algs: string
  skewSeconds: number
}

/** A token with everything that its verdict depends on. */
export interface TokenQuestion {
  token: string
  kind?: TokenKind
  keys: KeySource
  expected: TokenExpectations
  skewSeconds: number
}

export function emptyQuestion(): QuestionForm {
  return {
    ...{ kind: 'auto', from: 'server', url: '', keys: '', secret: '' },
    ...{ iss: '', aud: '', azp: '', nonce: '', access_token: '', code: '', algs: '', skewSeconds: 0 }
  }
}

/** The question as the contract wants it; undefined while the keys are still missing. */
export function questionOf(token: string, form: QuestionForm): TokenQuestion | undefined {
  const keys = keySourceOf(form)
  if (!token || !keys) return undefined
  const { kind, skewSeconds } = form
  return {
    token,
    ...(kind !== 'auto' && { kind }),
    keys,
    expected: expectationsOf(form),
    skewSeconds: Number.isInteger(skewSeconds) ? Math.min(Math.max(skewSeconds, 0), 86_400) : 0
  }
}

function keySourceOf({ from, url, keys, secret }: QuestionForm): KeySource | undefined {
  if (from === 'url') return url.trim() ? { from, url: url.trim() } : undefined
  if (from === 'pasted') return keys.trim() ? { from, text: keys } : undefined
  if (from === 'secret') return secret ? { from, secret } : undefined
  return { from }
}

const TEXTS = ['iss', 'aud', 'azp', 'nonce', 'access_token', 'code'] as const

function expectationsOf(form: QuestionForm): TokenExpectations {
  const algs = form.algs.split(/[\s,]+/).filter(Boolean)
  const texts = TEXTS.flatMap((name) => (form[name].trim() ? [[name, form[name].trim()] as const] : []))
  return { ...Object.fromEntries(texts), ...(algs.length && { algs }) }
}
