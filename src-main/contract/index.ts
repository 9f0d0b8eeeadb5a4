/**
 * The panel's contract as data: every procedure with its input, output, errors, who may call it, and its place in REST.
 *
 * Three transports serve it (one IPC channel, HTTP of the browser panel, REST under /admin/api) and the command line
 * calls it too. It leans on the model and oRPC's contract builder; it must not know how anything is done.
 * It is the one room of src-main that the renderer may import.
 */
import { account, users } from './account'
import { clients } from './clients'
import { live } from './live'
import { mail } from './mail'
import { playground } from './playground'
import { profile } from './profile'
import { server } from './server'
import { session } from './session'
import { settings } from './settings'
import { traffic } from './traffic'

export const contract = {
  account,
  clients,
  live,
  mail,
  playground,
  profile,
  server,
  session,
  settings,
  traffic,
  users
}
export type Contract = typeof contract

export {
  clientChangesSchema,
  newClientSchema,
  type ClientChanges,
  type NewClient,
  type ShownClient
} from './clients'
export type { LiveEvent } from './live'
export type { Message } from './mail'
export {
  PLAYGROUND_FLOW_NAMES,
  type Draft,
  type Mismatch,
  type PlaygroundExchange,
  type PlaygroundFlowName,
  type Prepared,
  type RawRequest
} from './playground'
export type { Issue, ProcedureMeta } from './procedure'
export { SECTIONS, type Section } from './sections'
export type { Overview, ServerState } from './server'
export { HIDDEN_SECRET, withoutHidden } from './settings'
export { CAPABILITIES, type Capability, type Session } from './session'
export type { Exchange } from './traffic'
/** What the renderer needs of the model: the renderer may import this room alone. */
export * from '../model'
