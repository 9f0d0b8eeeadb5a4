import { parseScopeList, type Client, type Settings } from '../../../model'
import type { Store } from '../../../ports'
import { parseAuthorizationDetails } from '../../authorization-details'
import type { Form } from '../../form'
import { OAuthError } from '../../oauth-error'
import type { PersonScope } from '../../scope/person-scope'
import { parseResources, requireKnownResources } from '../../resource'
import type { AuthorizationRequest, RedirectTarget } from '../authorization-request'
import { readCodeChallenge } from './code-challenge'
import { effectiveParameters } from './effective-parameters'
import type { ReadIdTokenHint } from './id-token-hint'
import { readOpenIdParameters } from './openid-parameters'
import { readPrompt } from './prompt'
import { readScope } from './requested-scope'
import { readResponseMode } from './response-mode'
import { requireResponseType } from './response-type'

/** Checks everything that is told the client where it is wrong. Throws OAuthError. */
export type CheckRequest = (target: RedirectTarget, form: Form) => Promise<AuthorizationRequest>

/** An authorization request, once it is certain whom to answer (RFC 6749 §4.1.1 and §4.2.1, OpenID Connect Core §3.1.2.2). */
export function createCheckRequest({
  settings: settingsDocument,
  personScope,
  readIdTokenHint
}: {
  settings: Store['settings']
  personScope: Pick<PersonScope, 'requestable'>
  readIdTokenHint: ReadIdTokenHint
}): CheckRequest {
  return async (target, form) => {
    const { client } = target
    const settings = await settingsDocument.get()
    const requestedScope = form.get('scope')
    const isOpenId = parseScopeList(requestedScope ?? client.scope).includes('openid')
    const { responseType, flow } = requireResponseType(client, settings, form, isOpenId)
    requireResponseMode(target, form)
    const prompt = readPrompt(form.get('prompt'), settings)
    const openId = readOpenIdParameters(client, form, { responseType, isOpenId })
    const binding = responseType.split(' ').includes('code') ? readBinding(client, settings, form) : {}
    const resources = parseResources(form.all('resource'))
    requireKnownResources(resources, settings.resources)
    const question = { client, settings, responseType, resources, requested: requestedScope }
    const scope = await readScope(personScope, question)
    const details = form.get('authorization_details')
    const hint = form.get('id_token_hint')
    return {
      target,
      client,
      responseType,
      flow,
      redirectUri: form.get('redirect_uri'),
      scope,
      requestedScope,
      ...openId,
      ...binding,
      prompt,
      idTokenHint: hint === undefined ? undefined : await readIdTokenHint(client, hint),
      resources,
      authorizationDetails: details === undefined ? undefined : parseAuthorizationDetails(client, details),
      parameters: effectiveParameters(form, { client_id: client.client_id })
    }
  }
}

/** What binds a code; without one it is of no use, and not read. */
function readBinding(client: Client, settings: Settings, form: Form) {
  return { ...readCodeChallenge(client, settings, form), dpopJkt: readDpopKey(form.get('dpop_jkt')) }
}

function requireResponseMode({ client }: RedirectTarget, form: Form): void {
  const { refusal } = readResponseMode(client, form.get('response_type'), form.get('response_mode'))
  if (refusal) throw refusal
}

/** RFC 9449 §10: the thumbprint of RFC 7638, a SHA-256 digest in base64url. */
function readDpopKey(value: string | undefined): string | undefined {
  if (value === undefined || /^[A-Za-z0-9_-]{43}$/.test(value)) return value
  throw new OAuthError(
    'invalid_request',
    'parameter-malformed',
    'The dpop_jkt is no SHA-256 thumbprint of a key in base64url, 43 characters without padding (RFC 9449 section 10).'
  )
}
