import type { Parameter } from '../authentication'
import type { PlaygroundFlow } from './flow'
import { scopeParameter } from './scope-parameter'

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const REQUIRED = ['subject_token', 'subject_token_type'] as const
const OPTIONAL = ['actor_token', 'actor_token_type', 'requested_token_type', 'audience'] as const

/** RFC 8693 §2.1: a token for the next service, in the name of whom the first one is about. */
export const tokenExchange: PlaygroundFlow = {
  grantTypes: [GRANT_TYPE],
  confidentialOnly: true,
  parameters: ({ scope, values }) => [
    { name: 'grant_type', value: GRANT_TYPE },
    ...REQUIRED.map((name) => parameter(name, values[name] ?? '')),
    ...OPTIONAL.flatMap((name) => (values[name] ? [parameter(name, values[name])] : [])),
    ...scopeParameter(scope)
  ]
}

const isToken = (name: string): boolean => name.endsWith('_token')

function parameter(name: string, value: string): Parameter {
  return { name, value, ...(isToken(name) ? { role: 'access_token' as const } : {}) }
}
