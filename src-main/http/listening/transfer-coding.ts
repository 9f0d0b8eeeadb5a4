import { answerWith } from '../answers/answer'
import type { Gate } from '../gates'

/**
 * Refuses bodies in another transfer coding than `chunked`: Node takes the chunks apart and hands on what is left, compressed. RFC 9112
 * §6.1 would have 501 for it; here whatever a request did wrong is a 4xx.
 */
export const refuseTransferCodings: Gate = (request, response) => {
  const coding = request.headers['transfer-encoding']
  if (coding === undefined || coding.trim().toLowerCase() === 'chunked') return false
  answerWith(response, {
    status: 400,
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      // The body is not read, so nothing can follow on this connection.
      Connection: 'close'
    },
    body: JSON.stringify({
      error: 'invalid_request',
      error_description: 'The body must be sent without a transfer coding, or with chunked alone.'
    })
  })
  return true
}
