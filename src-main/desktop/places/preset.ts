import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../../config'
import { formatPath, z, type Profile } from '../../contract'
import { readProfile } from '../../host'
import type { Preset } from '../../ports'

const presetSchema = z.strictObject({
  name: z.string().trim().min(1).max(60).optional(),
  lock: z.literal('tester').optional()
})

/** The folder of a preconfigured build's profile; undefined: the build carries none. */
export function findPresetFolder(resources: string, isPackaged: boolean): string | undefined {
  const folder = join(resources, 'profile')
  return isPackaged && existsSync(join(folder, 'profile.json')) ? folder : undefined
}

/**
 * What a preconfigured build carries: `profile.json`, and beside it `preset.json` with its name and lock. Throws UsageError that
 * says what is wrong with either: a build that would start without its lock or its profile is not what somebody handed out.
 */
export async function readPreset(folder: string, productName: string): Promise<Preset> {
  try {
    const profile = await readProfile(join(folder, 'profile.json'))
    const { name, lock } = await readDescription(join(folder, 'preset.json'))
    return {
      name: name ?? nameIn(profile.settings) ?? productName,
      ...(lock && { lock }),
      profile
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(
      `This build carries a profile that can not be used, so it does not start; ask whoever made it for another one.\n${error.message}`
    )
  }
}

/** The name that the sign-in pages show. */
const nameIn = (settings: Profile['settings']) => settings?.branding?.server_name

async function readDescription(file: string): Promise<z.infer<typeof presetSchema>> {
  if (!existsSync(file)) return {}
  const read = presetSchema.safeParse(parse(file, await readFile(file, 'utf8')))
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path, message }) => `  ${formatPath(path as string[])}: ${message}`)
  throw new UsageError([`${file} can't be used:`, ...faults].join('\n'))
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`${file} is no JSON`)
  }
}
