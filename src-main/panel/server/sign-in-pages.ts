import type { PagePreview } from '../../contract'
import { patchSettings, settingsSchema, z, type Settings, type SettingsPatch } from '../../model'
import type { Store } from '../../ports'
import type { PanelBase } from '../access/base'
import { issuesOf } from '../access/issues'
import { unprocessable } from '../access/refusal'

export interface PreviewRequest {
  readonly page: 'sign_in' | 'sign_up' | 'consent' | 'device' | 'error'
  readonly language: 'en' | 'ru'
  readonly theme: 'dark' | 'light'
  readonly settings: Settings
}

/** Renders a page of the person who signs in; `server.ts` brings the real one. */
export type PagePreviewer = (request: PreviewRequest) => Promise<PagePreview>

/** Every procedure of `signInPages`. */
export function createSignInPages(
  base: PanelBase,
  { store, previewPage }: { store: Pick<Store, 'settings'>; previewPage: PagePreviewer }
) {
  return {
    preview: base.signInPages.preview.handler(async ({ input: { settings: patch = {}, ...request } }) =>
      previewPage({ ...request, settings: patched(await store.settings.get(), patch) })
    )
  }
}

function patched(settings: Settings, patch: SettingsPatch): Settings {
  try {
    return patchSettings(settings, patch)
  } catch (error) {
    if (error instanceof z.ZodError) throw unprocessable(issuesOf(settingsSchema, error, patch))
    throw error
  }
}
