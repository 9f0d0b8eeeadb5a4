import { aspNet, authlib, goOauth2, springSecurity } from './backend'
import { authJs, oidcClientTs, passport } from './browser'
import { curl } from './curl'
import { openidClient } from './openid-client'
import type { Snippet } from './snippet'

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
