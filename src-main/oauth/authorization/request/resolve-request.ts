import type { Client } from '../../../model'
import { parseForm, type Form } from '../../form'
import { OAuthError } from '../../oauth-error'
import type { FetchRequestObject } from '../../request-object/fetch-request-object'
import type { ReadRequestObject } from '../../request-object/read-request-object'
import type { RefusalReason } from '../../refusal-reason'
import type { PushedRequests } from './pushed-requests'

/** The parameters that a request stands for, whatever it came in. `isPushing`: it came to the endpoint of RFC 9126. Throws OAuthError. */
export type ResolveRequest = (client: Client, sent: Form, isPushing: boolean) => Promise<Form>

/** Request objects by value and by reference, pushed requests, and the clients that must use them (RFC 9101 §5, RFC 9126 §4). */
export function createResolveRequest({
  pushedRequests,
  readRequestObject,
  fetchRequestObject
}: {
  pushedRequests: Pick<PushedRequests, 'isReference' | 'take'>
  readRequestObject: ReadRequestObject
  fetchRequestObject: FetchRequestObject
}): ResolveRequest {
  return async (client, sent, isPushing) => {
    const [value, reference] = [sent.get('request'), sent.get('request_uri')]
    refuseBoth(value, reference, isPushing)
    const isPushed = reference !== undefined && pushedRequests.isReference(reference)
    // It was resolved when it was pushed.
    if (isPushed) return parseForm(await pushedRequests.take(client, reference))
    requireItsWay(client, isPushing, value ?? reference)
    const requestObject = reference === undefined ? value : await fetchRequestObject(client, reference)
    if (requestObject === undefined) return sent
    return parseForm(await readRequestObject(client, requestObject, sent))
  }
}

function refuseBoth(value: string | undefined, reference: string | undefined, isPushing: boolean): void {
  if (isPushing && reference !== undefined)
    throw refusal('request-uri-refused', 'request_uri must not be pushed itself (RFC 9126 section 2.1).')
  if (value !== undefined && reference !== undefined)
    throw refusal(
      'parameter-contradicts',
      'request and request_uri stand side by side; send one of them (RFC 9101 section 5).'
    )
}

function requireItsWay(client: Client, isPushing: boolean, requestObject: string | undefined): void {
  if (client.require_pushed_authorization_requests && !isPushing)
    throw refusal(
      'pushed-request-required',
      'This client must push its requests; post the parameters to pushed_authorization_request_endpoint first (RFC 9126 section 6).'
    )
  if (client.require_signed_request_object && requestObject === undefined)
    throw refusal(
      'request-object-required',
      'This client must sign its requests; send the parameters in a request object (RFC 9101 section 10.5).'
    )
}

function refusal(reason: RefusalReason, description: string): OAuthError {
  return new OAuthError('invalid_request', reason, description)
}
