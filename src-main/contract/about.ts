import { z } from '../model'
import { procedure } from './procedure'

/** Whose code is in what is built: a package with the text of its licence. */
const noticeSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** Its SPDX expression. */
  license: z.string(),
  homepage: z.string().optional(),
  text: z.string()
})

export const noticesSchema = z.object({
  /** The licence of the product itself. */
  license: z.string(),
  /** Empty where the product runs from its sources: the list is made by the build. */
  packages: z.array(noticeSchema)
})
export type Notices = z.infer<typeof noticesSchema>

export const about = {
  notices: procedure('user')
    .route({
      method: 'GET',
      path: '/about/notices',
      tags: ['About'],
      summary: 'The licence of the product, and those of what it carries'
    })
    .output(noticesSchema)
}
