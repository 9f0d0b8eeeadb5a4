import type { AnswerDevice } from '../authorization/interactions/answer-device'
import type { Assess, Assessment } from '../authorization/steps/assess'
import type { AuthorizationOutcome, BrowserRequest } from '../authorization/steps/authorization-outcome'
import type { InteractionRecords } from '../authorization/interactions/interaction-records'
import type { OpenRequest, OpenRequestOf } from '../authorization/open-request'
import type { ParseAuthorizationRequest } from '../authorization/parse-authorization-request'
import { RefusedAuthorization } from '../authorization/refused-authorization'
import type { RememberConsent } from '../authorization/interactions/remember-consent'
import type { Respond } from '../authorization/respond'
import type { SessionStateOf } from '../authorization/session-state-of'
import { parseForm } from '../form'
import { OAuthError } from '../oauth-error'
import type { AnswerClient } from '../response-modes/answer-client'
import type { Interaction } from '../../model'
import type { Faults } from '../../ports'

export interface AuthorizationEndpointDeps {
  readonly parse: ParseAuthorizationRequest
  readonly openRequestOf: OpenRequestOf
  readonly records: InteractionRecords
  readonly assess: Assess
  readonly respond: Respond
  readonly rememberConsent: RememberConsent
  readonly answerClient: AnswerClient
  readonly answerDevice: AnswerDevice
  readonly sessionStateOf: SessionStateOf
  readonly faults: Pick<Faults, 'isArmed' | 'take'>
}

/**
 * The authorization endpoint (RFC 6749 §3.1): a new request, or `interaction`, one that comes back from a page. Throws OAuthError for
 * what only a page may tell.
 */
export function createAuthorizationEndpoint(deps: AuthorizationEndpointDeps) {
  const { parse, openRequestOf, records, assess, answerClient } = deps

  return async (browser: BrowserRequest): Promise<AuthorizationOutcome> => {
    try {
      const id = interactionOf(browser.parameters)
      const interaction = id === undefined ? undefined : await records.require(id, browser.browserId)
      const request: OpenRequest = interaction
        ? await openRequestOf(interaction)
        : { kind: 'client', wish: await parse(browser.parameters) }
      const { client } = request.wish
      browser.observe?.({ client_id: client.client_id })
      if (deps.faults.isArmed() && deps.faults.take('user_denies', client.client_id))
        return await deny({ request, interaction, browser }, deps)
      const assessment = await assess(request.wish, interaction, browser.sessionId)
      return await take(assessment, { request, interaction, browser }, deps)
    } catch (error) {
      if (error instanceof RefusedAuthorization) return answerClient.refusal(error.target, error.refusal)
      throw error
    }
  }
}

/** The id of an interaction that comes back; a request of a client has no such parameter. */
function interactionOf(parameters: string): string | undefined {
  return /(^|&)interaction=/.test(parameters) ? parseForm(parameters).get('interaction') : undefined
}

interface UnderWay {
  readonly request: OpenRequest
  readonly interaction: Interaction | undefined
  readonly browser: BrowserRequest
}

/** A fault says no in the person's place (RFC 6749 §4.1.2.1). */
async function deny(underWay: UnderWay, deps: AuthorizationEndpointDeps): Promise<AuthorizationOutcome> {
  const { interaction } = underWay
  if (interaction) await deps.records.finish(interaction.id)
  const description = 'The fault user_denies is armed on this server, and this is what it does.'
  return refuse(new OAuthError('access_denied', 'fault-injected', description), underWay, deps)
}

/** Takes the step that was named. */
async function take(
  { step, signedIn }: Assessment,
  { request, interaction, browser }: UnderWay,
  deps: AuthorizationEndpointDeps
): Promise<AuthorizationOutcome> {
  const { records, rememberConsent } = deps
  if (step.kind === 'page') {
    const { client, prompt } = request.wish
    const id = interaction?.id ?? (await begin(request, browser, records))
    const wantsAccount = step.page === 'sign-in' && prompt.includes('create')
    return { kind: 'page', page: step.page, interaction: id, client_id: client.client_id, wantsAccount }
  }
  // From here on it has its answer, and of two that come at once only one has.
  if (interaction) await records.finish(interaction.id)
  if (step.kind === 'refuse') return refuse(step.refusal, { request, browser }, deps)
  const { session, asked } = signedIn!
  if (interaction?.consent && !(asked instanceof OAuthError))
    await rememberConsent(session.sub, request.wish.client.client_id, asked, step.scope)
  return respond({ session, scope: step.scope }, { request, browser }, deps)
}

async function begin(
  request: OpenRequest,
  browser: BrowserRequest,
  records: InteractionRecords
): Promise<string> {
  const parameters = request.kind === 'client' ? request.wish.parameters : ''
  return records.begin(browser.browserId, { client_id: request.wish.client.client_id, parameters })
}

async function respond(
  agreed: Parameters<AuthorizationEndpointDeps['respond']>[1],
  { request, browser }: Pick<UnderWay, 'request' | 'browser'>,
  deps: AuthorizationEndpointDeps
): Promise<AuthorizationOutcome> {
  if (request.kind === 'device') return deps.answerDevice.approve(request, agreed)
  try {
    return await deps.respond(request.wish, agreed, browser)
  } catch (error) {
    if (error instanceof OAuthError) return refuse(error, { request, browser }, deps)
    throw error
  }
}

function refuse(
  refusal: OAuthError,
  { request, browser }: Pick<UnderWay, 'request' | 'browser'>,
  { answerClient, answerDevice, sessionStateOf }: AuthorizationEndpointDeps
): Promise<AuthorizationOutcome> {
  if (request.kind === 'device') return answerDevice.deny(request, refusal)
  const { target } = request.wish
  return answerClient.refusal(target, refusal, sessionStateOf(request.wish, browser))
}
