import { OAuthError } from './oauth-error'

const MAX_RESOURCES = 10
const MAX_LENGTH = 2000

/** The resources that a token is asked for (RFC 8707 §2): absolute URIs without a fragment, each of which becomes an audience. */
export function parseResources(values: readonly string[]): readonly string[] {
  if (values.length > MAX_RESOURCES)
    throw refusal(`${values.length} resources were asked for; ${MAX_RESOURCES} at a time are the limit.`)
  for (const value of values) requireResource(value)
  return values.length > 1 ? [...new Set(values)] : values
}

function requireResource(value: string): void {
  if (value.length > MAX_LENGTH) throw refusal(`A resource has at most ${MAX_LENGTH} characters.`)
  if (!URL.canParse(value) || !/^[\x21-\x7e]+$/.test(value))
    throw refusal(`The resource ${value} is no absolute URI, such as https://api.example.com/orders.`)
  if (value.includes('#'))
    throw refusal(`The resource ${value} holds a fragment; leave out # and what follows.`)
}

function refusal(description: string): OAuthError {
  return new OAuthError('invalid_target', 'resource-malformed', `${description} (RFC 8707 section 2)`)
}
