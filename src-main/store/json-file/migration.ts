import { StoreError } from '../../ports'

/** A step from the version before to `to`, on the parsed content of `config.json`. It must be pure: a killed start repeats it. */
export interface Migration {
  readonly to: number
  migrate(document: Readonly<Record<string, unknown>>): Record<string, unknown>
}

const FIRST_VERSION = 1

/** Every migration there is, by rising version. */
export const MIGRATIONS: readonly Migration[] = []

/** The version that the last migration leads to: the one that is written. */
export function versionAfter(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.to ?? FIRST_VERSION
}

/** Brings a document forward to the newest version. Throws StoreError `damaged` without a version, `newer` for one that lies ahead. */
export function migrateDocument(
  value: unknown,
  file: string,
  migrations: readonly Migration[]
): { value: unknown; migrated: boolean } {
  const version = versionOf(value, file)
  const newest = versionAfter(migrations)
  if (version > newest)
    throw new StoreError(
      'newer',
      `${file} has version ${version}, written by a newer version of the server; this one reads versions up to ${newest}. It was left as it is`,
      { file }
    )
  let current = value as Record<string, unknown>
  for (const { to, migrate } of migrations) if (to > version) current = { ...migrate(current), version: to }
  return { value: current, migrated: version < newest }
}

function versionOf(value: unknown, file: string): number {
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined
  if (typeof version === 'number' && Number.isInteger(version) && version >= FIRST_VERSION) return version
  throw new StoreError(
    'damaged',
    `${file} is damaged: it carries no "version", a whole number from ${FIRST_VERSION}`,
    { file }
  )
}
