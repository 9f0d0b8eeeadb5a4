/** The little of the package that the tests use; it ships no types of its own. */
declare module 'oidc-provider' {
  import type { RequestListener, Server } from 'node:http'

  export const Provider: new (
    issuer: string,
    configuration: Record<string, unknown>
  ) => { listen(port: number, host: string, onListening: () => void): Server; callback(): RequestListener }
}
