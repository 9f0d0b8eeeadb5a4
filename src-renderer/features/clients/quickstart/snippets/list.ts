import { aspNet } from './asp-net'
import { authJs } from './auth-js'
import { authlib } from './authlib'
import { curl } from './curl'
import { goOauth2 } from './go-oauth2'
import { oidcClientTs } from './oidc-client-ts'
import { openidClient } from './openid-client'
import { passport } from './passport'
import type { Snippet } from './snippet'
import { springSecurity } from './spring-security'

/** Every framework that there is a snippet for; a new one is a value here. */
export const SNIPPETS: readonly Snippet[] = [
  curl,
  openidClient,
  oidcClientTs,
  passport,
  authJs,
  springSecurity,
  aspNet,
  authlib,
  goOauth2
]
