import type { PagePreviewer } from '../../../panel'

/** The pages are loaded for the first who looks at one. */
export const previewPage: PagePreviewer = async (request) =>
  (await import('./preview-page')).previewPage(request)
