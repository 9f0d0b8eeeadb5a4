import { defineStore } from 'pinia'
import { useApi } from '../../api'
import type { PagePreview, PREVIEWED_PAGES, SettingsPatch } from '../../../src-main/contract'

/** Which page is looked at, and how. */
export interface PreviewWish {
  page: (typeof PREVIEWED_PAGES)[number]
  language: 'en' | 'ru'
  theme: 'dark' | 'light'
}

/** The pages of the person who signs in, as the server renders them with settings that are not saved yet. */
export const usePagePreviewStore = defineStore('page-preview', () => {
  const { client: api } = useApi()
  const render = (wish: PreviewWish, settings: SettingsPatch): Promise<PagePreview> =>
    api.signInPages.preview({ ...wish, settings })
  return { render }
})
