import { escapePlaces } from '../../contract'
import type { Command, Terminal } from '../arguments/command'
import { FOLDER_OPTIONS, withFolder, type OpenFolder } from '../local-panel'
import { requireOperand } from '../arguments/operands'
import { readProfile, unusableProfile, writeProfile } from '../../host'

export const profileExport: Command = {
  usage: 'FILE',
  summary: 'Write the whole configuration to a file; - is the standard output',
  options: {
    ...FOLDER_OPTIONS,
    'without-secrets': { type: 'boolean', help: 'leave out keys, secrets and password hashes' }
  },
  async run({ options, operands }, terminal) {
    const file = requireOperand(operands, 'FILE')
    const withoutSecrets = options['without-secrets'] === true
    const profile = await withFolder(options, ({ panel }) => panel.profile.export({ withoutSecrets }))
    await writeProfile(file, profile, terminal)
    return 0
  }
}

export const profileImport: Command = {
  usage: 'FILE',
  summary: 'Replace what a profile names and keep the rest; - is the standard input',
  options: FOLDER_OPTIONS,
  async run({ options, operands }, terminal) {
    const profile = await readProfile(requireOperand(operands, 'FILE'), terminal)
    const { counts, isHashed } = await withFolder(options, async (folder) => {
      const counts = await folder.panel.profile.import(escapePlaces(profile))
      return { counts, isHashed: await hashesInTime(folder) }
    })
    terminal.print(`imported ${listCounts(counts)}`)
    if (!isHashed)
      terminal.note(
        'Some of its passwords still stand in clear in the data: the server hashes them while it runs.'
      )
    return 0
  }
}

/** A bcrypt takes a good part of a second, so that many of them are left to the server. */
const HASHING_LIMIT_MS = 10_000

/** Whether every password that came in clear was hashed, before whoever waits for the command loses patience. */
function hashesInTime({ server, scheduler }: OpenFolder): Promise<boolean> {
  return new Promise((resolve) => {
    const giveUp = scheduler.after(HASHING_LIMIT_MS, () => resolve(false))
    void server.hashPasswords().then((areHashed) => {
      giveUp()
      resolve(areHashed)
    })
  })
}

export const profileValidate: Command = {
  usage: 'FILE',
  summary: 'Check a profile by itself; no data is read or changed; - is the standard input',
  options: Object.fromEntries(
    Object.entries(FOLDER_OPTIONS).map(([name, option]) => [
      name,
      { ...option, help: 'taken as by the others; nothing is read there' }
    ])
  ),
  async run({ operands }, terminal) {
    const file = requireOperand(operands, 'FILE')
    const profile = await readProfile(file, terminal)
    const { brokenKeys, sharedLoginNames } = await import('../../doctor')
    const broken = brokenKeys(profile)
    if (broken.length > 0) throw unusableProfile(file, broken)
    const { settings = {}, clients, users, roles, scopes, claims, keys } = profile
    noteShared(sharedLoginNames(users ?? []), terminal)
    const lists = Object.entries({ clients, users, roles, scopes, claims, keys })
    const counts = Object.fromEntries(lists.map(([name, list]) => [name, list?.length ?? 0]))
    terminal.print(`valid: ${listCounts({ settings: countValues(settings), ...counts })}`)
    return 0
  }
}

/** Lines at most, since 100,000 test users may have one address. */
const MOST_NOTES = 20

/** People who have a name together can be on purpose, so that a profile with them is one all the same. */
function noteShared(shared: ReadonlyMap<string, readonly string[]>, terminal: Terminal): void {
  for (const [name, holders] of [...shared].slice(0, MOST_NOTES)) {
    const named = holders.slice(0, MOST_NOTES).join(', ')
    const more = holders.length > MOST_NOTES ? `, and ${holders.length - MOST_NOTES} more` : ''
    terminal.note(
      `${JSON.stringify(name)} is a login name of several people: ${named}${more}. It lets in only whoever has it as user name, or nobody.`
    )
  }
  if (shared.size > MOST_NOTES) terminal.note(`So are ${shared.size - MOST_NOTES} more.`)
}

/** How many settings a profile names: those of a group one by one. */
function countValues(settings: object): number {
  const sizes = Object.values(settings).map((value: unknown) =>
    typeof value === 'object' && value !== null ? Object.keys(value).length : 1
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

function listCounts(counts: Readonly<Record<string, number>>): string {
  const named = Object.entries(counts).filter(([, count]) => count > 0)
  return (
    named.map(([name, count]) => `${count} ${count === 1 ? name.replace(/s$/, '') : name}`).join(', ') ||
    'nothing'
  )
}
