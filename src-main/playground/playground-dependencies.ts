import type { ServerState } from '../contract'
import type { Jwk, PlaygroundCertificate } from '../model'
import type { Clock, HttpSender, Random, Scheduler, Store } from '../ports'
import type { OpenStandIn } from './automatic/stand-in'

export type IssueClientCertificate = (
  key: Jwk,
  clientId: string
) => { readonly cert: string; readonly key: string } | undefined

/** Throws an Error for a key or a name that no certificate is made for. */
export type VouchForClient = (
  key: Jwk,
  naming: PlaygroundCertificate['naming']
) => Pick<PlaygroundCertificate, 'cert' | 'authority'>

/** What the playground asks of the rest of the server. */
export interface PlaygroundDependencies {
  readonly store: Pick<Store, 'clients' | 'settings' | 'playgroundKeys'>
  readonly clock: Clock
  readonly random: Random
  readonly scheduler: Scheduler
  readonly httpSender: HttpSender
  readonly issuer: () => string
  readonly serverState: () => ServerState
  readonly scheme: () => 'http' | 'https'
  /** The certificate that the server shows, or that of who vouches for it, in PEM: trusted in requests to the server itself. */
  readonly ownCertificate: () => string | undefined
  /** A certificate that a client vouches for itself with, for a private key; undefined: the key is of a kind that none is made for. */
  readonly issueClientCertificate: IssueClientCertificate
  /** A certificate for a private key on P-256 with the name by which a client is known, and an authority that vouches for it. */
  readonly vouchForClient: VouchForClient
  /** A browser of somebody who is signed in already, for flows that go without a person. */
  readonly openStandIn: OpenStandIn
}
