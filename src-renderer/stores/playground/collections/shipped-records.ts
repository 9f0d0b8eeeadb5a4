import type { PanelClient } from '../../../api'

const LISTS = [
  ['scopes', 'name'],
  ['users', 'username'],
  ['clients', 'client_id']
] as const

/** What the shipped collections are about and this server lacks, as a profile; undefined where no client is missing. */
export async function missingShippedRecords(
  api: PanelClient
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const whole = await api.collections.sampleProfile()
  const { changes } = await api.profile.compare(whole)
  // What is there under one of these names is somebody's: it stays as it is.
  const isNew = (kind: string, key: unknown) =>
    changes.some((one) => one.kind === kind && one.key === key && one.change === 'new')
  const lists = LISTS.map(([kind, key]) => {
    const records = whole[kind] as readonly Record<string, unknown>[]
    return [kind, records.filter((record) => isNew(kind, record[key]))] as const
  })
  const missing = { version: whole['version'], ...Object.fromEntries(lists) }
  return lists.some(([kind, records]) => kind === 'clients' && records.length > 0) ? missing : undefined
}
