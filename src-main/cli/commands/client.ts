import { UsageError } from '../../config'
import {
  ACCESS_TOKEN_FORMATS,
  CLIENT_AUTHENTICATION_NAMES,
  GRANT_TYPES,
  type NewClient,
  type ShownClient
} from '../../contract'
import type { Command, ParsedOptions } from '../arguments/command'
import { FOLDER_OPTIONS, withFolder } from '../local-panel'
import { refuseOperands, requireOperand } from '../arguments/operands'

const JSON_OPTION = { json: { type: 'boolean', help: 'print JSON' } } as const
const PAGE = 500

export const clientAdd: Command = {
  usage: '',
  summary: 'Register a client and print its id and secret',
  options: {
    ...FOLDER_OPTIONS,
    name: { type: 'string', value: 'NAME', help: 'the name to show' },
    'client-id': { type: 'string', value: 'ID', help: 'default: one is made' },
    method: { type: 'string', value: 'METHOD', help: `one of ${CLIENT_AUTHENTICATION_NAMES.join(', ')}` },
    'grant-type': {
      type: 'string',
      value: 'GRANT',
      multiple: true,
      help: `one of ${GRANT_TYPES.join(', ')}`
    },
    'redirect-uri': { type: 'string', value: 'URI', multiple: true, help: 'where answers may be sent' },
    scope: {
      type: 'string',
      value: 'SCOPES',
      help: 'what it may ask for, separated by spaces; default: all but admin'
    },
    'jwks-uri': { type: 'string', value: 'URL', help: 'where its public keys are published' },
    'access-token-format': {
      type: 'string',
      value: 'FORMAT',
      help: `one of ${ACCESS_TOKEN_FORMATS.join(', ')}`
    },
    ...JSON_OPTION
  },
  async run({ options, operands }, terminal) {
    refuseOperands(operands)
    const { client, client_secret } = await withFolder(options, ({ panel }) =>
      panel.clients.create(newClient(options))
    )
    if (options.json) terminal.print(JSON.stringify({ ...client, client_secret }, undefined, 2))
    else terminal.print([`client_id      ${client.client_id}`, ...secretLine(client_secret)].join('\n'))
    return 0
  }
}

export const clientList: Command = {
  usage: '[SEARCH]',
  summary: 'List clients',
  options: { ...FOLDER_OPTIONS, ...JSON_OPTION },
  async run({ options, operands }, terminal) {
    const search = operands.length > 0 ? requireOperand(operands, 'SEARCH') : undefined
    const clients = await withFolder(options, async ({ panel }) => {
      const all: ShownClient[] = []
      for (;;) {
        const page = await panel.clients.list({ search, offset: all.length, limit: PAGE })
        all.push(...page.items)
        if (page.items.length === 0 || all.length >= page.total) return all
      }
    })
    if (options.json) terminal.print(JSON.stringify(clients, undefined, 2))
    else for (const client of clients) terminal.print(clientLine(client))
    return 0
  }
}

export const clientShow: Command = {
  usage: 'CLIENT_ID',
  summary: 'Print a client as JSON',
  options: { ...FOLDER_OPTIONS, secret: { type: 'boolean', help: 'with its secret' } },
  async run({ options, operands }, terminal) {
    const client_id = requireOperand(operands, 'CLIENT_ID')
    const client = await withFolder(options, async ({ panel }) => ({
      ...(await panel.clients.get({ client_id })),
      ...(options.secret ? await panel.clients.secret({ client_id }) : {})
    }))
    terminal.print(JSON.stringify(client, undefined, 2))
    return 0
  }
}

export const clientRemove: Command = {
  usage: 'CLIENT_ID',
  summary: 'Remove a client and its tokens',
  options: FOLDER_OPTIONS,
  async run({ options, operands }, terminal) {
    const client_id = requireOperand(operands, 'CLIENT_ID')
    await withFolder(options, ({ panel }) => panel.clients.remove({ client_id }))
    terminal.print(`removed ${client_id}`)
    return 0
  }
}

function newClient(options: ParsedOptions): NewClient {
  const entries = {
    client_id: options['client-id'],
    client_name: options.name,
    token_endpoint_auth_method: choice(options.method, '--method', CLIENT_AUTHENTICATION_NAMES),
    grant_types: choices(options['grant-type'], '--grant-type', GRANT_TYPES),
    redirect_uris: options['redirect-uri'],
    scope: options.scope,
    jwks_uri: options['jwks-uri'],
    access_token_format: choice(options['access-token-format'], '--access-token-format', ACCESS_TOKEN_FORMATS)
  }
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as NewClient
}

function choice<Choice extends string>(value: unknown, name: string, accepted: readonly Choice[]) {
  if (value === undefined) return undefined
  const found = accepted.find((candidate) => candidate === value)
  if (found) return found
  throw new UsageError(
    `${name}: ${JSON.stringify(value)} is not accepted; it must be one of ${accepted.join(', ')}`
  )
}

function choices<Choice extends string>(values: unknown, name: string, accepted: readonly Choice[]) {
  return Array.isArray(values) ? values.map((value) => choice(value, name, accepted)) : undefined
}

function secretLine(secret: string | undefined): string[] {
  return secret === undefined ? [] : [`client_secret  ${secret}`]
}

function clientLine({ client_id, client_name, token_endpoint_auth_method, blocked }: ShownClient): string {
  return [client_id, client_name, token_endpoint_auth_method, ...(blocked ? ['blocked'] : [])].join('\t')
}
