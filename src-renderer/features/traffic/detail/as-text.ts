import type { ExchangeDetail } from '../../../../src-main/contract'

/** Request and answer one after the other, as they would be seen on the wire. */
export function asText({ request, response }: ExchangeDetail): string {
  if (!request || !response) return ''
  return [
    `${request.method} ${request.target} HTTP/${request.httpVersion}`,
    ...linesOf(request),
    '',
    `HTTP/${request.httpVersion} ${response.status}`,
    ...linesOf(response)
  ].join('\n')
}

function linesOf({
  headers,
  body
}: Pick<NonNullable<ExchangeDetail['response']>, 'headers' | 'body'>): string[] {
  return [...headers.map(([name, value]) => `${name}: ${value}`), '', ...(body === '' ? [] : [body])]
}
