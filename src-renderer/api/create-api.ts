import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../src-main/contract'
import type { PanelLink } from './create-link'

/** The contract's procedures, ready to be called: `client.clients.list({ limit: 25 })`. They reject with the contract's errors. */
export type PanelClient = ContractRouterClient<Contract>

export interface Api {
  readonly client: PanelClient
}

/** The api over whatever carries its calls. */
export function createApi(link: PanelLink): Api {
  return { client: createORPCClient<PanelClient>(link) }
}
