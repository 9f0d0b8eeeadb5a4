/** The little of the package that the tests use; it ships no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'

  interface Grant {
    addOIDCScope(scope: string): void
    save(): Promise<string>
  }

  interface ProviderInstance {
    listen(port: number, host: string, onListening: () => void): Server
    callback(): RequestListener
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Record<string, unknown>
    ): Promise<void>
    readonly Grant: {
      new (of: { clientId: string; accountId: string }): Grant
      find(id: string): Promise<Grant | undefined>
    }
  }

  export const Provider: new (issuer: string, configuration: Record<string, unknown>) => ProviderInstance
}
