import { z } from '../../model'
import { procedure } from '../procedure'

const counts = z.object({
  settings: z.int(),
  clients: z.int(),
  users: z.int(),
  roles: z.int(),
  scopes: z.int(),
  claims: z.int(),
  keys: z.int()
})

/** A record that taking in a profile would make or change, with every value that differs; secrets are hidden. */
const changeSchema = z.object({
  kind: z.enum(['settings', 'clients', 'users', 'roles', 'scopes', 'claims', 'keys']),
  /** The record's key; of a setting, its path. */
  key: z.string(),
  change: z.enum(['new', 'changed']),
  differences: z.array(
    z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })
  )
})
export type ProfileChange = z.infer<typeof changeSchema>

const comparisonSchema = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** The first 500 of them. */
  changes: z.array(changeSchema)
})
export type ProfileComparison = z.infer<typeof comparisonSchema>

/** What was kept of the state before the last import, for a day, or the last removals, for thirty days. */
const restorePointSchema = z.object({
  id: z.string(),
  deed: z.enum(['import', 'removal']),
  /** Seconds since 1970. */
  at: z.int(),
  /** How many records of each kind going back would write or take away. */
  counts
})
export type RestorePoint = z.infer<typeof restorePointSchema>

/** How many records were put back or taken away, and which ones stay as they are since they are others by now; of the settings the key is empty. */
const restoredSchema = counts.extend({ left: z.array(changeSchema.pick({ kind: true, key: true })) })
export type Restored = z.infer<typeof restoredSchema>

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
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/profile/validate',
      tags: ['Profile'],
      summary: 'Check a document; nothing is changed'
    })
    .input(z.record(z.string(), z.unknown()))
    .output(counts),

  compare: procedure('administrator')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/profile/compare',
      tags: ['Profile'],
      summary: 'What importing a document would make and change; nothing is changed'
    })
    .input(z.record(z.string(), z.unknown()))
    .output(comparisonSchema),

  restorePoint: procedure('administrator')
    .route({
      method: 'GET',
      path: '/profile/restore-point',
      tags: ['Profile'],
      summary:
        'What can be gone back to: before the last import, or before the last removals; null for nothing'
    })
    .output(restorePointSchema.nullable()),

  restore: procedure('administrator')
    .route({
      method: 'POST',
      path: '/profile/restore',
      tags: ['Profile'],
      summary:
        'Go back to that: records of the import as they were before it, removed ones with their secrets; what somebody changed since stays'
    })
    .input(z.object({ id: z.string().min(1).max(100) }))
    .output(restoredSchema)
}
