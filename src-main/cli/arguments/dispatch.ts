import { UsageError } from '../../config'
import { nearestName } from '../../contract'
import { version } from '../../../package.json'
import type { Terminal } from './command'
import { COMMANDS } from '../commands/commands'
import { describeFailure } from '../../host'
import { commandHelp, groupHelp, programHelp } from './help'
import { parseArguments } from './parse-arguments'

/** Runs one command line; resolves with the exit code and never rejects. */
export async function dispatch(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await run(args, terminal)
  } catch (error) {
    const { exitCode, message } = describeFailure(error)
    terminal.note(`friendly-oauth2: ${message}`)
    return exitCode
  }
}

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first] = args
  if (first === '--version') return say(terminal, version)
  if (first === undefined || first === 'help' || isHelp(first)) return say(terminal, await programHelp())
  if (isHelp(args[1]) && isGroup(first)) return say(terminal, await groupHelp(first))
  const name = commandOf(args)
  const command = await COMMANDS[name]!()
  const rest = args.slice(name.split(' ').length)
  if (rest.some(isHelp)) return say(terminal, commandHelp(name, command))
  return command.run(parseArguments(rest, command.options), terminal)
}

const isHelp = (word: string | undefined) => word === '--help' || word === '-h'

/** Whether a word stands before others that make a command of it, as `client` before `add`. */
const isGroup = (word: string) => Object.keys(COMMANDS).some((name) => name.startsWith(`${word} `))

function say(terminal: Terminal, text: string): number {
  terminal.print(text)
  return 0
}

/** The command that the first one or two words call. */
function commandOf([first = '', second = '']: readonly string[]): string {
  const names = Object.keys(COMMANDS)
  const called = [`${first} ${second}`, first].find((name) => Object.hasOwn(COMMANDS, name))
  if (called) return called
  if (first.startsWith('-'))
    throw new UsageError(`unknown option ${first}; a command comes first, such as serve`)
  const within = names.filter((name) => name.startsWith(`${first} `))
  const typed = within.length > 0 && !second.startsWith('-') ? `${first} ${second}`.trim() : first
  if (within.length > 0 && typed === first)
    throw new UsageError(`${first} needs one of ${within.map((name) => name.split(' ')[1]).join(', ')}`)
  const nearest = nearestName(typed, names)
  const hint = nearest ? `did you mean ${nearest}?` : 'friendly-oauth2 --help lists them'
  throw new UsageError(`unknown command ${typed}; ${hint}`)
}
