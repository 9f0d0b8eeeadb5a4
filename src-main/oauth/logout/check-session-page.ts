import { hash } from 'node:crypto'

/** The page of `check_session_iframe`, and the CSP source of its script. */
export interface CheckSessionPage {
  readonly html: string
  readonly scriptSource: string
}

/**
 * OpenID Connect Session Management §3.2: a page in an iframe that tells the page of a client whether the session is still the one of
 * its `session_state`, without asking the server. `cookieName` is the cookie with the state of the browser.
 */
export function checkSessionPage(cookieName: string): CheckSessionPage {
  const script = SCRIPT.replace('COOKIE_NAME', JSON.stringify(cookieName))
  return {
    html: `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Session</title></head><body><script>${script}</script></body></html>\n`,
    scriptSource: `'sha256-${hash('sha256', script, 'base64')}'`
  }
}

/** The computation of `session_state`, once more in the browser. A message is `client_id session_state`; only the latter has no space. */
const SCRIPT = `
'use strict'
const cookieName = COOKIE_NAME

function browserState() {
  const pair = document.cookie.split('; ').find((one) => one.startsWith(cookieName + '='))
  return pair ? pair.slice(cookieName.length + 1) : ''
}

async function digestOf(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function compare(message, origin) {
  const parts = typeof message === 'string' ? /^(.+) ([0-9a-f]{64})\\.([A-Za-z0-9]+)$/.exec(message) : null
  if (!parts || !globalThis.crypto || !crypto.subtle) return 'error'
  const [, clientId, digest, salt] = parts
  const now = await digestOf([clientId, origin, browserState(), salt].join(' '))
  return now === digest ? 'unchanged' : 'changed'
}

addEventListener('message', async (event) => {
  if (!event.source || event.source === window || event.origin === 'null') return
  const answer = await compare(event.data, event.origin)
  event.source.postMessage(answer, event.origin)
})
`
