import { CLIENT_AUTHENTICATION_NAMES, FLOW_NAMES, settingsPatchSchema, settingsSchema, z } from '../../model'
import { procedure } from '../procedure'

/** What stands in the place of a secret that is set: the SMTP password is written, never read. Sent back, it changes nothing. */
export const HIDDEN_SECRET = '\u2022'.repeat(8)

/** SMTP settings without a password that is only the sign of one. */
export function withoutHidden<Mail extends { password?: string | null | undefined }>(mail: Mail): Mail {
  if (mail.password !== HIDDEN_SECRET) return mail
  const { password: _hidden, ...rest } = mail
  return rest as Mail
}

const counts = <Name extends string>(names: readonly [Name, ...Name[]]) =>
  z.record(z.enum(names), z.int().nonnegative())

export const settings = {
  get: procedure('moderator')
    .route({
      method: 'GET',
      path: '/settings',
      tags: ['Settings'],
      summary: 'Every setting, the SMTP password hidden'
    })
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
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/settings/preview-metadata',
      tags: ['Settings'],
      summary: 'The discovery document as it would be with these settings'
    })
    .input(settingsPatchSchema)
    .output(z.record(z.string(), z.unknown()))
}
