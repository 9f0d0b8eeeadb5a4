import { settingsPatchSchema, z } from '../../model'
import { procedure } from '../procedure'

/** The pages that a preview shows. */
export const PREVIEWED_PAGES = ['sign_in', 'sign_up', 'consent', 'device', 'error'] as const
export const PAGE_LANGUAGES = ['en', 'ru'] as const
export const PAGE_THEMES = ['dark', 'light'] as const

export const pagePreviewRequest = z.object({
  page: z.enum(PREVIEWED_PAGES),
  language: z.enum(PAGE_LANGUAGES).default('en'),
  theme: z.enum(PAGE_THEMES).default('dark'),
  /** Settings that are not saved yet. */
  settings: settingsPatchSchema.optional()
})

/** A whole document that loads nothing and runs nothing, and the stylesheet that belongs to it. */
export const pagePreviewSchema = z.object({ title: z.string(), html: z.string(), css: z.string() })
export type PagePreview = z.infer<typeof pagePreviewSchema>

export const signInPages = {
  preview: procedure('moderator')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/sign-in-pages/preview',
      tags: ['Sign-in pages'],
      summary: 'A page of the person who signs in, as it would be with these settings'
    })
    .input(pagePreviewRequest)
    .output(pagePreviewSchema)
}
