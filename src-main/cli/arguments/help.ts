import type { Command, OptionDefinitions } from './command'
import { COMMANDS } from '../commands/commands'
import { EXIT_CODES } from '../../host'

const PROGRAM = 'friendly-oauth2'

/** What the program can do, computed from the commands. */
export async function programHelp(): Promise<string> {
  const rows = await commandRows(Object.keys(COMMANDS))
  return [
    'Friendly OAuth2 Server: a real OAuth2 and OpenID Connect server for your own machine',
    '',
    `Usage: ${PROGRAM} COMMAND [options]`,
    '',
    ...columns(rows),
    '',
    `${PROGRAM} COMMAND --help tells what a command takes; ${PROGRAM} --version which version this is.`,
    'Every option of serve can be an environment variable too: --port is FRIENDLY_OAUTH2_PORT, and so on.',
    'serve holds its data folder: end it first, or ask it over REST. doctor, healthcheck and profile validate work beside it, and so does',
    'playground run without --data. With --database no folder is held: client, user, keys and the rest work beside servers too.',
    '',
    'Exit codes:',
    ...columns(Object.entries(EXIT_CODES).map(([code, meaning]) => [code, meaning]))
  ].join('\n')
}

/** The commands that begin with one word, such as `client`. */
export async function groupHelp(group: string): Promise<string> {
  const rows = await commandRows(Object.keys(COMMANDS).filter((name) => name.startsWith(`${group} `)))
  return [`Usage: ${PROGRAM} ${group} COMMAND [options]`, '', ...columns(rows)].join('\n')
}

function commandRows(names: readonly string[]): Promise<(readonly [string, string])[]> {
  return Promise.all(
    names.map(async (name) => {
      const { usage, summary } = await COMMANDS[name]!()
      return [`${name} ${usage}`.trim(), summary] as const
    })
  )
}

export function commandHelp(name: string, { usage, summary, options }: Command): string {
  const rows = optionRows(options)
  return [
    `Usage: ${PROGRAM} ${name}${rows.length ? ' [options]' : ''} ${usage}`.trim(),
    '',
    `${summary}.`,
    ...(rows.length ? ['', ...columns(rows)] : [])
  ].join('\n')
}

function optionRows(options: OptionDefinitions): (readonly [string, string])[] {
  return Object.entries(options).map(([name, { value, help, multiple }]) => [
    `--${name}${value ? ` ${value}` : ''}${multiple ? ' …' : ''}`,
    help
  ])
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
