import { request as requestHttps, type RequestOptions } from 'node:https'

export type HttpsOptions = Pick<
  RequestOptions,
  'ca' | 'cert' | 'key' | 'minVersion' | 'maxVersion' | 'ciphers'
> /** `fetch` over TLS that trusts an authority of the test and shows a certificate, one connection for each request. */
export function createHttpsFetch(options: HttpsOptions): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input as string, init as RequestInit)
    const body = Buffer.from(await asked.arrayBuffer())
    return new Promise((resolve, reject) => {
      const request = requestHttps(
        asked.url,
        {
          ...options,
          method: asked.method,
          headers: { ...Object.fromEntries(asked.headers), 'content-length': body.length },
          agent: false
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const entries = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
            const headers = entries as [string, string][]
            resolve(new Response(Buffer.concat(chunks), { status: response.statusCode ?? 0, headers }))
          })
        }
      )
      request.on('error', reject)
      request.end(body)
    })
  }
}
