import { resolve } from 'node:path'
import { parseDatabase, readConfig, UsageError } from '../../config'
import type { Command } from '../arguments/command'
import { refuseOperands } from '../arguments/operands'

export const storeCopy: Command = {
  usage: 'FROM TO',
  summary:
    'Copy everything from one place to an empty other one: data folders, or postgres://… for databases',
  options: {},
  async run({ operands }, terminal) {
    const [from, to, ...more] = operands
    if (from === undefined || to === undefined)
      throw new UsageError(`${from === undefined ? 'FROM' : 'TO'} is missing`)
    refuseOperands(more)
    const places = { from: placeOf('FROM', from), to: placeOf('TO', to) }
    const [{ copyData }, { createSystem }] = await Promise.all([
      import('../../copy-data'),
      import('../../system')
    ])
    const system = createSystem(readConfig({ defaults: { logLevel: 'warn' } }))
    try {
      const counts = await copyData(places, system)
      const listed = Object.entries(counts).map(([name, count]) => `${count} ${wordsOf(name, count)}`)
      terminal.print(`copied the settings, ${listed.join(', ')}`)
      return 0
    } finally {
      await system.close()
    }
  }
}

function placeOf(name: string, value: string): { folder: string } | { database: string } {
  if (/^postgres(ql)?:/i.test(value)) return { database: parseDatabase({ name, value }) }
  if (value === '' || /^\w+:\/\//.test(value))
    throw new UsageError(
      `${name}: this is not accepted; it must be a folder, or a database: postgres://USER:PASSWORD@HOST:5432/DATABASE`
    )
  return { folder: resolve(value) }
}

/** A collection's name as people write it: `signInSessions` are sign-in sessions. */
function wordsOf(name: string, count: number): string {
  if (name === 'keptBefore') return `${count === 1 ? 'record' : 'records'} to undo the last removal or import`
  const one = count === 1 ? name.replace(/s$/, '') : name
  return one.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace('sign in', 'sign-in')
}
