/**
 * The one room of the renderer that knows there are transports: a message port that the desktop's preload offers,
 * else HTTP to the server that served the page. Everybody else sees a typed client of the contract:
 * `const { client } = useApi()` in the setup of a store.
 *
 * It leans on oRPC's client and the contract. It must not know stores, pages or words; stores alone call it.
 */
export { apiKey, useApi } from './use-api'
export { createApi, type Api, type PanelClient } from './create-api'
export { createLink, type PanelLink } from './create-link'
export { problemOf, type ApiProblem } from './problem'
export { watchLive } from './watch-live'
