import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where a client publishes what the server fetches: keys, a sector, request objects. */
export interface Publisher {
  /** Publishes a document at a path, or another one in its place, and gives its address. */
  publish(path: string, document: string | object): string
  /** The paths that were asked for, in order. */
  readonly asked: string[]
  close(): Promise<void>
}

export async function startPublisher(): Promise<Publisher> {
  const documents = new Map<string, string | object>()
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    const document = documents.get(url)
    if (document === undefined) return void response.writeHead(404).end()
    const isText = typeof document === 'string'
    response.setHeader('Content-Type', isText ? 'application/oauth-authz-req+jwt' : 'application/json')
    response.end(isText ? document : JSON.stringify(document))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    asked,
    publish(path, document) {
      documents.set(path, document)
      return address + path
    },
    close: () => new Promise((resolve) => server.close(() => resolve()))
  }
}
