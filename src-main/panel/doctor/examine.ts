import type { Finding } from '../../contract'
import type { Clock, Machine } from '../../ports'
import { checkCertificate } from './check-certificate'
import { checkClock } from './check-clock'
import { checkContainers } from './check-containers'
import { checkData } from './check-data'
import { checkIssuer } from './check-issuer'
import { checkPort } from './check-port'
import { checkDatabase } from './check-database'
import { checkMail } from './check-mail'
import type { Situation } from './situation'

/** Examines a set-up, in the order of `CHECKS`. `clock` is the machine's own. */
export async function examine(
  situation: Situation,
  machine: Machine,
  clock: Pick<Clock, 'nowMs'>
): Promise<Finding[]> {
  const port = await checkPort(situation, machine)
  const running = port.some(({ id }) => id === 'port_listening') ? asRunning(situation) : situation
  const [issuer, time, data, database, mail] = await Promise.all([
    checkIssuer(running, machine),
    checkClock(situation, machine, clock),
    checkData(running, machine),
    checkDatabase(running),
    checkMail(running, machine)
  ])
  const containers = checkContainers(running, machine)
  const certificate = checkCertificate(running, machine, clock)
  return [...port, ...issuer, ...containers, ...certificate, ...time, ...data, ...database, ...mail]
}

/** The server runs, in this process or another one: it may have the data open. */
function asRunning(situation: Situation): Situation {
  const { heldBy: _heldBy, ...data } = situation.data
  return { ...situation, isListening: true, data }
}
