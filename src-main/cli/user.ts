import type { Command } from './command'
import { FOLDER_OPTIONS, withFolder } from './local-panel'
import { requireOperand } from './operands'

export const userSetPassword: Command = {
  usage: 'USERNAME',
  summary: 'Give a user a new password, typed or read from the standard input',
  options: FOLDER_OPTIONS,
  async run({ options, operands }, terminal) {
    const username = requireOperand(operands, 'USERNAME')
    // Never an option: what stands on the command line can be seen by every process.
    const password = await terminal.readSecret(`New password of ${username}: `)
    await withFolder(options, ({ panel }) => panel.users.setPassword({ username, password }))
    terminal.print(`the password of ${username} was changed`)
    return 0
  }
}
