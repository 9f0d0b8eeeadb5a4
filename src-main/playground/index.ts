/**
 * The playground: an OAuth client of our own, that builds a request exactly as it will leave, explains what would be
 * refused and what mends it, sends it, and keeps what came back.
 *
 * It leans on the model, the contract, the ports, jose and the key pairs of node:crypto. It must not know the protocol's
 * own code: it speaks to the server as a stranger does, over HTTP. Nor who may use which client; `panel` decides that
 * and hands the client in. A flow is one file in `flows/`, a way to prove a client one file in `authentication/`;
 * `tokens/` verifies tokens and signs copies.
 */
export type { OpenStandIn, StandIn } from './automatic/stand-in'
export { draftOfCurl } from './code'
export {
  createCollectionRunner,
  createCollectionShelf,
  junitReport,
  listed,
  readCollection,
  sampleProfileFor,
  type CollectionShelf,
  type FoundCollection
} from './collections'
export type { Playground } from './create-playground'
export { createLandingPlace } from './engine/landing-place'
export type { AskingPanel, Comer } from './runs/tie'
export { loadPlayground } from './load-playground'
export { RequestNotBuilt } from './request-not-built'
export { createTokenLab, type TokenLab } from './tokens/create-token-lab'
export { secretOf, type KeyMaterial } from './tokens/key-material'
export { parseKeys } from './tokens/parse-keys'
export { TokenFault } from './tokens/token-fault'
