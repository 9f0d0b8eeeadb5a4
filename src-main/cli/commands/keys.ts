import { UsageError } from '../../config'
import { SIGNING_ALGORITHMS, type ShownKey, type SigningAlgorithm } from '../../contract'
import type { Command } from '../arguments/command'
import { FOLDER_OPTIONS, withFolder } from '../local-panel'
import { refuseOperands, requireOperand } from '../arguments/operands'

export const keysList: Command = {
  usage: '',
  summary: 'List the signing keys, without their private halves',
  options: { ...FOLDER_OPTIONS, json: { type: 'boolean', help: 'print JSON' } },
  async run({ options, operands }, terminal) {
    refuseOperands(operands)
    const { items } = await withFolder(options, ({ panel }) => panel.keys.list())
    if (options.json) terminal.print(JSON.stringify(items, undefined, 2))
    else for (const key of items) terminal.print(keyLine(key))
    return 0
  }
}

export const keysRotate: Command = {
  usage: '[ALGORITHM]',
  summary: 'Sign with a new key; the old one stays published until what it signed has expired',
  options: FOLDER_OPTIONS,
  async run({ options, operands }, terminal) {
    const given = operands.length > 0 ? algorithm(requireOperand(operands, 'ALGORITHM')) : undefined
    const key = await withFolder(options, async ({ panel }) => {
      const alg = given ?? (await panel.settings.get()).tokens.signing_alg
      return panel.keys.rotate({ alg })
    })
    terminal.print(keyLine(key))
    return 0
  }
}

function algorithm(value: string): SigningAlgorithm {
  const known = SIGNING_ALGORITHMS.find((alg) => alg === value)
  if (known) return known
  throw new UsageError(
    `ALGORITHM: ${JSON.stringify(value)} is not accepted; it must be one of ${SIGNING_ALGORITHMS.join(', ')}`
  )
}

function keyLine({ kid, alg, state }: ShownKey): string {
  return [kid, alg, state].join('\t')
}
