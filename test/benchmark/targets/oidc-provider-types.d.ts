/** The little of the package that the benchmark uses; it ships no types of its own. */
declare module 'oidc-provider' {
  import type { Server } from 'node:http'

  export const Provider: new (
    issuer: string,
    configuration: Record<string, unknown>
  ) => { listen(port: number, host: string, onListening: () => void): Server }
}
