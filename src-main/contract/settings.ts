import { CLIENT_AUTHENTICATION_NAMES, FLOW_NAMES, settingsPatchSchema, settingsSchema, z } from '../model'
import { procedure } from './procedure'

const counts = <Name extends string>(names: readonly [Name, ...Name[]]) =>
  z.record(z.enum(names), z.int().nonnegative())

export const settings = {
  get: procedure('moderator')
    .route({ method: 'GET', path: '/settings', tags: ['Settings'], summary: 'Every setting' })
    .output(settingsSchema),

  update: procedure('administrator')
    .route({
      method: 'PATCH',
      path: '/settings',
      tags: ['Settings'],
      summary: 'Replace the settings that are named; acts at once'
    })
    .input(settingsPatchSchema)
    .output(settingsSchema),

  usage: procedure('moderator')
    .route({
      method: 'GET',
      path: '/settings/usage',
      tags: ['Settings'],
      summary: 'How many clients depend on each flow and method'
    })
    .output(
      z.object({ flows: counts(FLOW_NAMES), client_authentication: counts(CLIENT_AUTHENTICATION_NAMES) })
    ),

  previewMetadata: procedure('moderator')
    .route({
      method: 'POST',
      path: '/settings/preview-metadata',
      tags: ['Settings'],
      summary: 'The discovery document as it would be with these settings'
    })
    .input(settingsPatchSchema)
    .output(z.record(z.string(), z.unknown()))
}
