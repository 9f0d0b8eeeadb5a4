import {
  LANGUAGE_NAMES,
  RECIPE_NAMES,
  type CodeName,
  type PlaygroundExchange,
  type WrittenCode
} from '../../contract'
import type { Services } from '../engine/services'
import type { Asked, Plan } from '../plan/plan'
import { LANGUAGES, shellExports } from './languages'
import { RECIPES } from './recipes'
import { createReadSource } from './read-source'
import { flowScript, stepScript } from './script-of'
import { createSecretVariables } from './secret-variables'

/** What is written, and how. */
export interface CodeOrder {
  readonly language: CodeName
  readonly secretsAsVariables: boolean
  readonly wholeFlow: boolean
  /** Something that was sent; left out: the token request of the draft. */
  readonly exchange?: PlaygroundExchange
}

export type CodeWriter = (asked: Asked, order: CodeOrder) => Promise<WrittenCode>

/** Writes a request or a whole flow as code; nothing is sent. Throws RequestNotBuilt for a key or secret that can't sign. */
export function createCodeWriter(services: Services): CodeWriter {
  const readSource = createReadSource(services)

  return async (asked, order) => {
    const { exchange, language } = order
    const response = exchange?.rawResponse === undefined ? {} : { response: exchange.rawResponse }
    const recipe = RECIPE_NAMES.find((name) => name === language)
    if (recipe) return { ...recipeOf(recipe, await services.planDraft(asked), order), ...response }

    const secrets = createSecretVariables(order.secretsAsVariables)
    const source = order.wholeFlow || !exchange ? await readSource(asked) : undefined
    const request = exchange && !order.wholeFlow ? exchange.request : source?.request
    if (!request) return { variables: [], assertion: false, why: 'no_request' }
    const script =
      source && order.wholeFlow ? flowScript({ ...source, request }, secrets) : stepScript(request, secrets)
    const written = LANGUAGES[requireLanguage(language)].write(script)
    const variables = [...secrets.list()]
    return {
      text: written,
      ...(variables.length ? { setup: shellExports(variables) } : {}),
      variables,
      ...response,
      assertion: request.parameters.some(({ name }) => name === 'client_assertion')
    }
  }
}

function recipeOf(
  name: (typeof RECIPE_NAMES)[number],
  plan: Plan,
  { secretsAsVariables }: CodeOrder
): WrittenCode {
  const { client_secret = '', client_id } = plan.credentials
  const text = RECIPES[name]({
    issuer: plan.target.issuer,
    flow: plan.draft.flow,
    client_id,
    ...(secretsAsVariables ? {} : { client_secret }),
    method: plan.method,
    redirect_uri: plan.redirect_uri,
    scope: plan.draft.scope ?? ''
  })
  if (text === undefined) return { variables: [], assertion: false, why: 'not_supported' }
  const variables = text.includes('CLIENT_SECRET') ? [{ name: 'CLIENT_SECRET', value: client_secret }] : []
  return {
    text,
    ...(variables.length ? { setup: shellExports(variables) } : {}),
    variables,
    assertion: false
  }
}

function requireLanguage(name: CodeName) {
  const language = LANGUAGE_NAMES.find((each) => each === name)
  if (!language) throw new Error(`${name} is no language`)
  return language
}
