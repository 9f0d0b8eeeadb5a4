import { z } from '../model'
import { procedure } from './procedure'

const counts = z.object({
  settings: z.int(),
  clients: z.int(),
  users: z.int(),
  roles: z.int(),
  scopes: z.int(),
  keys: z.int()
})

/** The procedures that move the whole configuration; a profile is checked by the handler, which names each fault by its path. */
export const profile = {
  export: procedure('administrator')
    .route({
      method: 'GET',
      path: '/profile',
      tags: ['Profile'],
      summary: 'The whole configuration as one document'
    })
    .input(z.object({ withoutSecrets: z.stringbool().or(z.boolean()).default(false) }))
    .output(z.record(z.string(), z.unknown())),

  import: procedure('administrator')
    .route({
      method: 'POST',
      path: '/profile',
      tags: ['Profile'],
      summary: 'Replace what the document names; the rest stays'
    })
    .input(z.record(z.string(), z.unknown()))
    .output(counts),

  validate: procedure('administrator')
    .route({
      method: 'POST',
      path: '/profile/validate',
      tags: ['Profile'],
      summary: 'Check a document; nothing is changed'
    })
    .input(z.record(z.string(), z.unknown()))
    .output(counts)
}
