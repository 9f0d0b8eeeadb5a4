import { UsageError } from '../../config'
import type { Answered } from '../../ports'
import { authorityOf, createMachine } from '../../system'
import type { Command } from '../arguments/command'
import { refuseOperands } from '../arguments/operands'
import { readSetup, SETUP_OPTIONS } from '../arguments/read-setup'

/** Where the server says whether it can do its work. */
const READY = '/healthz'

export const healthcheck: Command = {
  usage: '',
  summary: 'Ask the running server whether it can do its work: 0 yes, 1 no; for containers',
  options: SETUP_OPTIONS,
  async run({ options, operands }, terminal) {
    refuseOperands(operands)
    const { findServer } = await import('../../doctor')
    const setup = readSetup(options)
    const { host, port, isTls, isSure } = await findServer(setup)
    if (port === 0)
      throw new UsageError('--port: "0" is not accepted; it must be the port that the server took')
    // Who it is doesn't matter, since nothing is told to it: a certificate of any kind will do.
    const askBy = (scheme: string) =>
      createMachine().ask(`${scheme}://${authorityOf(nameOf(host))}:${port}${READY}`, 'anybody')
    const first = await askBy(isTls ? 'https' : 'http')
    // Without the settings nobody knows which of the two it speaks.
    const answer = first.kind === 'silence' && !isSure ? await askBy(isTls ? 'http' : 'https') : first
    if (isReady(answer)) terminal.print('ok')
    else terminal.note(`friendly-oauth2: ${whyNot(answer)}`)
    return isReady(answer) ? 0 : 1
  }
}

function isReady(answer: Answered): boolean {
  return answer.kind === 'answer' && answer.status === 200
}

function whyNot(answer: Answered): string {
  return answer.kind === 'answer' ? `${answer.status} ${answer.body.trim()}` : answer.reason
}

/** A name to ask by: every address at once is none. */
function nameOf(host: string): string {
  return host === '0.0.0.0' || host === '::' ? 'localhost' : host
}
