import { z } from '../model'
import { procedure } from './procedure'
import { serverStateSchema } from './server/server'

/** Messages of the operating system that somebody may have. */
export const NOTIFICATIONS = ['server_stopped', 'sign_in_waiting', 'key_expires'] as const
export type NotificationKind = (typeof NOTIFICATIONS)[number]

/** off: nobody looks for updates; `reason` says why. ready: the update is here and waits to be installed. */
export const UPDATE_STATUSES = ['off', 'idle', 'checking', 'downloading', 'ready', 'failed'] as const

/** Languages of menu, tray and dialogs; system: the one of the machine. */
export const DESKTOP_LANGUAGES = ['system', 'en', 'ru'] as const

const updateSchema = z.object({
  status: z.enum(UPDATE_STATUSES),
  /** Looks for updates at each start. */
  automatic: z.boolean(),
  /** The version that is being fetched or is ready. */
  version: z.string().optional(),
  /** What went wrong, in the words of whoever said so. */
  message: z.string().optional(),
  /** Why it is off. */
  reason: z.enum(['preset', 'unpackaged', 'portable', 'chosen']).optional()
})

export const desktopStateSchema = z.object({
  /** Nobody has said yet how this data folder begins: the welcome page asks, and the server doesn't listen before. */
  firstRun: z.boolean(),
  dataFolder: z.string(),
  /** The data lies in a folder `data` beside the program. */
  portable: z.boolean(),
  /** Begins to listen when the app starts. */
  startsServer: z.boolean(),
  /** Left out: the app isn't installed (portable, unpackaged), and could not be found at the next login. */
  startsAtLogin: z.boolean().optional(),
  /** What closing the window does; ask: the next time it asks. */
  onClose: z.enum(['ask', 'tray', 'quit']),
  /** Messages of the operating system, all off at first. */
  notifications: z.object({
    server_stopped: z.boolean(),
    sign_in_waiting: z.boolean(),
    key_expires: z.boolean()
  }),
  /** Of menu, tray and dialogs. */
  language: z.enum(DESKTOP_LANGUAGES),
  update: updateSchema,
  /** PostgreSQL instead of the data folder from the next start on; the password masked as ••••. */
  database: z.string().optional(),
  /** Something that was chosen waits for a restart of the app. */
  restartNeeded: z.boolean(),
  /** When the panel's page ended unexpectedly and was loaded again, in milliseconds since 1970; left out: it never did. */
  pageRecoveredAt: z.number().optional()
})
export type DesktopState = z.infer<typeof desktopStateSchema>

/** What is left out stays as it is. */
export const desktopChangeSchema = z
  .strictObject({
    startsServer: z.boolean(),
    startsAtLogin: z.boolean(),
    onClose: z.enum(['ask', 'tray', 'quit']),
    notifications: desktopStateSchema.shape.notifications.partial(),
    language: z.enum(DESKTOP_LANGUAGES),
    update: z.strictObject({ automatic: z.boolean() }),
    /** The URL of a PostgreSQL database; null: the data folder again. Administrators alone. */
    database: z.string().min(1).max(2000).nullable()
  })
  .partial()
export type DesktopChange = z.infer<typeof desktopChangeSchema>

const tags = ['Desktop']

/** The app around the server. Everything here needs the capability `desktop`. */
export const desktop = {
  state: procedure('user')
    .route({ method: 'GET', path: '/desktop', tags, summary: 'What the desktop app remembers and does' })
    .output(desktopStateSchema),

  change: procedure('moderator')
    .meta({ noted: false })
    .route({
      method: 'PATCH',
      path: '/desktop',
      tags,
      summary: 'Choose what the desktop app does; only administrators choose the database'
    })
    .input(desktopChangeSchema)
    .output(desktopStateSchema),

  begin: procedure('administrator')
    .route({
      method: 'POST',
      path: '/desktop/begin',
      tags,
      summary: 'Begin a fresh data folder with samples, empty or with a profile, and start the server'
    })
    .input(
      z.object({
        how: z.enum(['samples', 'empty', 'import']),
        /** Left out: as it is. */
        port: z.int().min(1).max(65_535).optional(),
        /** With `import` alone: the profile. */
        profile: z.record(z.string(), z.unknown()).optional()
      })
    )
    .output(serverStateSchema),

  checkForUpdate: procedure('moderator')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/desktop/check-for-update',
      tags,
      summary: 'Look for an update and fetch it; the state tells how that goes'
    })
    .output(desktopStateSchema),

  installUpdate: procedure('moderator')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/desktop/install-update',
      tags,
      summary: 'Restart with the update, unless a flow of the playground waits for an answer'
    })
    .output(z.void()),

  resetToPreset: procedure('moderator')
    .route({
      method: 'POST',
      path: '/desktop/reset-to-preset',
      tags,
      summary:
        'Put everything back to what the preconfigured build carries: sessions and tokens end, signing keys stay'
    })
    .output(z.void()),

  restart: procedure('moderator')
    .meta({ noted: false })
    .route({ method: 'POST', path: '/desktop/restart', tags, summary: 'Restart the desktop app' })
    .output(z.void()),

  takeImport: procedure('administrator')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/desktop/take-import',
      tags,
      summary: 'The file that the app was opened with, once; null for none'
    })
    .output(z.object({ name: z.string(), text: z.string() }).nullable())
}
