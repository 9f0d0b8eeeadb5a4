import { DESKTOP_LANGUAGES, z } from '../../contract'
import { readJsonFile, writeJsonFile } from './json-file'

const off = z.boolean().catch(false)

/** What a person chose of the app, and whether the data folder has begun. Somebody may have edited the file: what isn't right takes its default. */
const choicesSchema = z.object({
  /** Left out: the app was never started on this folder. */
  begun: z.boolean().optional().catch(undefined),
  startsServer: z.boolean().catch(true),
  onClose: z.enum(['ask', 'tray', 'quit']).catch('ask'),
  notifications: z
    .object({ server_stopped: off, sign_in_waiting: off, key_expires: off })
    .catch({ server_stopped: false, sign_in_waiting: false, key_expires: false }),
  language: z.enum(DESKTOP_LANGUAGES).catch('system'),
  /** Looks for updates at each start. */
  updates: z.boolean().catch(true),
  /** The URL of a database: in clear, or encrypted by the system's keyring, in base64. */
  database: z
    .object({ url: z.string() })
    .or(z.object({ encrypted: z.string() }))
    .optional()
    .catch(undefined)
})
export type Choices = Readonly<z.infer<typeof choicesSchema>>

export interface ChoicesFile {
  read(): Choices
  /** Replaces what the change names. Throws what the file system says, and then nothing is changed. */
  change(change: Partial<Choices>): void
}

/** Keeps the choices in a small JSON file, which its owner alone can read. */
export function createChoices(file: string): ChoicesFile {
  let choices = choicesSchema.parse(readJsonFile(file))
  return {
    read: () => choices,
    change: (change) => {
      const changed = { ...choices, ...change }
      writeJsonFile(file, changed)
      choices = changed
    }
  }
}
