import type { Settings } from '../../../model'
import { OAuthError } from '../../oauth-error'
import type { Prompt } from '../authorization-request'

const PROMPTS: readonly Prompt[] = ['none', 'login', 'consent', 'select_account', 'create']

/**
 * What the person is to be asked, whatever the server knows (OpenID Connect Core §3.1.2.1); `create` of Initiating User Registration 1.0
 * while people may sign up. Throws `invalid_request`.
 */
export function readPrompt(value: string | undefined, settings: Settings): readonly Prompt[] {
  const offered = PROMPTS.filter((prompt) => prompt !== 'create' || settings.accounts.registration)
  const asked = new Set((value ?? '').split(' ').filter(Boolean))
  const prompts = offered.filter((prompt) => asked.delete(prompt))
  const [unknown] = asked
  if (unknown !== undefined)
    throw refusal(`The prompt ${unknown} is not known here; expected is ${offered.join(', ')}`)
  if (prompts.includes('none') && prompts.length > 1)
    throw refusal(`The prompt none stands beside ${prompts.slice(1).join(' and ')}; it must stand alone`)
  return prompts
}

function refusal(description: string): OAuthError {
  return new OAuthError(
    'invalid_request',
    'prompt-malformed',
    `${description} (OpenID Connect Core section 3.1.2.1).`
  )
}
