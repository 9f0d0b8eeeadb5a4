import type { ClientAuthenticationName } from '../../../../../src-main/contract'

export const QUICKSTART_FLOWS = ['code', 'client_credentials', 'device'] as const
export type QuickstartFlow = (typeof QUICKSTART_FLOWS)[number]

/** What the snippets are filled in with. Secrets are never among it: a snippet reads them from the environment. */
export interface SnippetFacts {
  readonly issuer: string
  readonly client_id: string
  readonly method: ClientAuthenticationName
  readonly redirect_uri: string
  /** Separated by spaces. */
  readonly scope: string
}

/** A framework, and what one writes for it, by flow; a flow that is missing is not shown. */
export interface Snippet {
  readonly id: string
  readonly title: string
  /** The file that it belongs into. */
  readonly file: string
  /** The authentication methods that the library speaks. */
  readonly methods: readonly ClientAuthenticationName[]
  readonly code: Partial<Record<QuickstartFlow, (facts: SnippetFacts) => string>>
}

export const SECRET_METHODS = ['client_secret_basic', 'client_secret_post'] as const
export const isPublic = ({ method }: SnippetFacts): boolean => method === 'none'
/** A text in single quotes, as JavaScript and Python write one. */
export const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
/** Where an application listens for the answer. */
export const pathOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).pathname : '/callback')
