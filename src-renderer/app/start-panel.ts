import { createPinia } from 'pinia'
import '../ui/styles/fonts.css'
import '../ui/styles/tokens.css'
import '../ui/styles/base.css'
import '../ui/styles/parts.css'
import { createApi, createLink } from '../api'
import { useSessionStore } from '../stores/people/session'
import { createPanelApp } from './create-panel-app'

/** Puts the panel on the page: over the desktop's bridge where there is one, else over HTTP to where the page came from. */
export function startPanel(): void {
  const pinia = createPinia()
  const link = createLink({
    port: window.friendlyOAuth2Port,
    baseUrl: document.baseURI,
    csrfToken: () => useSessionStore(pinia).current?.csrfToken,
    onSignedOut: () => void useSessionStore(pinia).load()
  })
  createPanelApp({ api: createApi(link), pinia }).app.mount('#app')
}
