import type { ShownUser } from '../../contract'
import type { Command, ParsedOptions } from '../arguments/command'
import { FOLDER_OPTIONS, withFolder, type PanelClient } from '../local-panel'
import { requireOperand } from '../arguments/operands'

const JSON_OPTION = { json: { type: 'boolean', help: 'print JSON' } } as const
const PAGE = 500

export const userAdd: Command = {
  usage: 'USERNAME',
  summary: 'Make an account; its password is typed or read from the standard input',
  options: {
    ...FOLDER_OPTIONS,
    email: { type: 'string', value: 'ADDRESS', help: 'signs in too' },
    name: { type: 'string', value: 'NAME', help: 'the name to show' },
    'given-name': { type: 'string', value: 'NAME', help: 'the claim given_name' },
    'family-name': { type: 'string', value: 'NAME', help: 'the claim family_name' },
    'preferred-username': { type: 'string', value: 'NAME', help: 'the claim preferred_username' },
    role: { type: 'string', value: 'ROLE', multiple: true, help: 'default: user' },
    'no-password': { type: 'boolean', help: 'asks for none; nobody can sign in with a password then' },
    ...JSON_OPTION
  },
  async run({ options, operands }, terminal) {
    const username = requireOperand(operands, 'USERNAME')
    // Never an option: what stands on the command line can be seen by every process.
    const password = options['no-password']
      ? undefined
      : await terminal.readSecret(`Password of ${username}: `)
    const user = await withFolder(options, ({ panel }) =>
      panel.users.create({ ...fieldsOf(options), username, ...(password === undefined ? {} : { password }) })
    )
    terminal.print(options.json ? JSON.stringify(user, undefined, 2) : `added ${user.username}`)
    return 0
  }
}

export const userList: Command = {
  usage: '[SEARCH]',
  summary: 'List users',
  options: {
    ...FOLDER_OPTIONS,
    role: { type: 'string', value: 'ROLE', help: 'only those who have it' },
    blocked: { type: 'boolean', help: 'only those who are blocked' },
    ...JSON_OPTION
  },
  async run({ options, operands }, terminal) {
    const search = operands.length > 0 ? requireOperand(operands, 'SEARCH') : undefined
    const wanted = {
      ...(search === undefined ? {} : { search }),
      ...(typeof options.role === 'string' ? { role: options.role } : {}),
      ...(options.blocked ? { blocked: true } : {})
    }
    const users = await withFolder(options, ({ panel }) => everybody(panel, wanted))
    if (options.json) terminal.print(JSON.stringify(users, undefined, 2))
    else for (const user of users) terminal.print(userLine(user))
    return 0
  }
}

export const userSetPassword: Command = {
  usage: 'USERNAME',
  summary: 'Give a user a new password, typed or read from the standard input',
  options: FOLDER_OPTIONS,
  async run({ options, operands }, terminal) {
    const username = requireOperand(operands, 'USERNAME')
    const password = await terminal.readSecret(`New password of ${username}: `)
    await withFolder(options, ({ panel }) => panel.users.setPassword({ username, password }))
    terminal.print(`the password of ${username} was changed`)
    return 0
  }
}

export const userBlock = deed(
  'Refuse their sign-ins; what they have open ends',
  'blocked',
  (panel, username) => panel.users.block({ username })
)

export const userUnblock = deed('Let them sign in again', 'unblocked', (panel, username) =>
  panel.users.unblock({ username })
)

export const userRemove = deed(
  'Remove an account with its clients, consents, sessions and tokens',
  'removed',
  (panel, username) => panel.users.remove({ username })
)

/** A command that does one thing to one user. */
function deed(
  summary: string,
  done: string,
  act: (panel: PanelClient, username: string) => Promise<unknown>
): Command {
  return {
    usage: 'USERNAME',
    summary,
    options: FOLDER_OPTIONS,
    async run({ options, operands }, terminal) {
      const name = requireOperand(operands, 'USERNAME')
      await withFolder(options, ({ panel }) => act(panel, name))
      terminal.print(`${done} ${name}`)
      return 0
    }
  }
}

function fieldsOf(options: ParsedOptions): Record<string, string | readonly string[]> {
  const entries = {
    email: options.email,
    name: options.name,
    given_name: options['given-name'],
    family_name: options['family-name'],
    preferred_username: options['preferred-username'],
    roles: options.role
  }
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, string | readonly string[]] =>
      Boolean(entry[1])
    )
  )
}

async function everybody(panel: PanelClient, wanted: object): Promise<ShownUser[]> {
  const all: ShownUser[] = []
  for (;;) {
    const page = await panel.users.list({ ...wanted, offset: all.length, limit: PAGE })
    all.push(...page.items)
    if (page.items.length === 0 || all.length >= page.total) return all
  }
}

function userLine({ username, email, roles, blocked }: ShownUser): string {
  return [username, email ?? '', roles.join(' '), ...(blocked ? ['blocked'] : [])].join('\t')
}
