import { FINDINGS, type Finding } from '../../contract'
import texts from '../../../resources/locales/en/doctor.json'
import type { Command } from '../arguments/command'
import { refuseOperands } from '../arguments/operands'
import { readSetup, SETUP_OPTIONS } from '../arguments/read-setup'

export const doctor: Command = {
  usage: '',
  summary: 'Examine a set-up: port, issuer, containers, certificate, clock, data, mail; it changes nothing',
  options: { ...SETUP_OPTIONS, json: { type: 'boolean', help: 'print JSON' } },
  async run({ options, operands }, terminal) {
    refuseOperands(operands)
    const { examineSetup } = await import('../../doctor')
    const findings = await examineSetup(readSetup(options))
    if (options.json) terminal.print(JSON.stringify(findings.map(withTexts), undefined, 2))
    else terminal.print(findings.flatMap(linesOf).join('\n'))
    return exitCodeOf(findings)
  }
}

/** What the first failure would end the server with; 0: it can do its work. */
function exitCodeOf(findings: readonly Finding[]): number {
  return findings.map(({ id }) => FINDINGS[id].exitCode ?? 0).find((code) => code !== 0) ?? 0
}

const MARKS = { ok: 'ok   ', note: 'note ', warn: 'WARN ', fail: 'FAIL ' } as const
const WIDTH = Math.max(...Object.values(texts.check).map(({ length }) => length))

function linesOf(finding: Finding): string[] {
  const { text, repair } = textsOf(finding)
  const left = `${MARKS[finding.verdict]} ${texts.check[finding.check].padEnd(WIDTH)}  `
  return [left + text, ...(repair === undefined ? [] : [' '.repeat(left.length) + repair])]
}

function withTexts(finding: Finding): object {
  const { id, check, verdict, values } = finding
  return { id, check, verdict, ...textsOf(finding), values }
}

/** What was found in words, and what helps. */
function textsOf({ id, values }: Finding): { text: string; repair?: string } {
  const found: { text: string; repair?: string } = texts.finding[id]
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  return {
    text: fill(found.text),
    ...(found.repair !== undefined && { repair: fill(found.repair) })
  }
}
