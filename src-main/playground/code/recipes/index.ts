/** The libraries that the playground has a recipe for: one value each. */
import type { RecipeName } from '../../../contract'
import { aspNet } from './asp-net'
import { oidcClientTs } from './oidc-client-ts'
import { openidClient } from './openid-client'
import type { Recipe } from './recipe'
import { springSecurity } from './spring-security'

export const RECIPES: Readonly<Record<RecipeName, Recipe>> = {
  openid_client: openidClient,
  oidc_client_ts: oidcClientTs,
  spring_security: springSecurity,
  asp_net: aspNet
}

export type { RecipeFacts } from './recipe'
