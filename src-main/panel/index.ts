/**
 * The panel's use cases: the contract, implemented, one file per resource, behind one gate that reads who may.
 *
 * It leans on the contract, the model, the ports, accounts, inspector and playground. It must not know which transport a
 * call came through: a browser's cookie, a token and the desktop's channel all arrive as a `PanelContext`. Input and output
 * are parsed by the contract, so what a schema doesn't name can't leak.
 */
export { createAuditTrail } from './audit'
export { createLastSignIns } from './users'
export { loadPanel } from './load-panel'
export type { Panel } from './create-panel'
export { createAuthorizationCounts } from './authorizations'
export { type Actor, type BrowserSession, type PanelContext } from './access/context'
export { examine, type Situation } from './doctor'
export {
  brokenKeys,
  checkParsedProfile,
  createRestorePoint,
  exportProfile,
  importProfile,
  isAsFirstStarted,
  prepareFirstStart,
  takeIn,
  type ImportOutcome
} from './profile'
export type { ServerControl } from './server/server-control'
export type { PagePreviewer, PreviewRequest } from './server/sign-in-pages'
export type { Surroundings } from './server/server-facts'
