import { createApp, type App as VueApp } from 'vue'
import type { Pinia } from 'pinia'
import type { Router } from 'vue-router'
import { apiKey, type Api } from '../api'
import { useDesktopStore } from '../stores/desktop'
import { useSessionStore } from '../stores/people/session'
import { pageCrumbKey, unsavedGuardKey } from '../ui'
import App from './App.vue'
import { createCatalogue } from './catalogue'
import { createPageCrumb } from './frame/page-crumb'
import { createPreferences, preferencesKey } from '../stores/preferences'
import { createPanelRouter } from './router'
import { createUnsavedChanges, unsavedChangesKey } from './unsaved-changes'

/** Builds the panel over an api, ready to be mounted. Straight-line code: what is made here is handed on from here. */
export function createPanelApp({ api, pinia }: { api: Api; pinia: Pinia }): { app: VueApp; router: Router } {
  const preferences = createPreferences()
  const unsaved = createUnsavedChanges()
  const app = createApp(App)
  app.provide(apiKey, api)
  app.provide(preferencesKey, preferences)
  app.provide(unsavedGuardKey, unsaved)
  app.provide(unsavedChangesKey, unsaved)
  app.provide(pageCrumbKey, createPageCrumb())
  app.use(pinia)
  app.use(createCatalogue(preferences.language))
  const router = createPanelRouter({
    session: useSessionStore(pinia),
    desktop: useDesktopStore(pinia),
    unsaved
  })
  app.use(router)
  return { app, router }
}
