/**
 * HTTP: Express, the adapters of the protocol and of the contract to it, and the listening socket.
 *
 * `app.ts` shows the order in which a request passes through. It leans on the protocol, the panel, the accounts, the
 * inspector and Express. It must not know a store or decide anything of the protocol: it turns requests into values and
 * values into answers.
 */
export { createHttpApp } from './app'
export { listen, PortTakenError } from './listening/listen'
export { loadOnce } from './load-once'
export { createServerControl, type ServerControl } from './listening/server-control'
export { createOpenStandIn } from './authorization/stand-in'
export { previewPage } from './pages/preview/late-preview'
