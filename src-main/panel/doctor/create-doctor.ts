import type { Finding, Repair } from '../../contract'
import { say } from '../../model'
import type { Clock, Machine, Store } from '../../ports'
import { refusal } from '../access/refusal'
import type { ServerControl } from '../server/server-control'
import type { Surroundings } from '../server/server-facts'
import { examine } from './examine'
import type { Situation } from './situation'

/** What renews the certificate that is served; `false`: it is somebody's own. */
export interface Certificates {
  renew(what: 'certificate' | 'authority'): boolean
}

export interface DoctorDependencies {
  readonly store: Pick<Store, 'settings' | 'problem'>
  readonly serverControl: Pick<ServerControl, 'state'>
  readonly surroundings: Surroundings
  readonly certificates: Certificates
  readonly machine: Machine
  readonly clock: Clock
  /** The machine's own time, which nobody moves. */
  readonly machineClock: Clock
}

/** Examines the server that runs, and mends what can be mended from here. */
export function createDoctor(dependencies: DoctorDependencies) {
  const { store, surroundings, certificates, machine, machineClock } = dependencies
  const repairs: Readonly<Record<Repair, () => void | Promise<unknown>>> = {
    follow_address() {
      if (surroundings.fixed.includes('issuer')) throw refusal('CONFLICT', say('issuer_given'))
      return store.settings.update((settings) => ({ ...settings, issuer: null }))
    },
    renew_certificate: () => renew('certificate'),
    renew_authority: () => renew('authority'),
    restrict_folder() {
      if (surroundings.dataFolder === undefined) throw refusal('NOT_FOUND', say('folderless'))
      machine.restrictFolder(surroundings.dataFolder)
    }
  }

  function renew(what: 'certificate' | 'authority'): void {
    if (!surroundings.certificate()) throw refusal('CONFLICT', say('no_certificate'))
    if (!certificates.renew(what)) throw refusal('CONFLICT', say('own_certificate'))
  }

  return {
    examine: async (): Promise<Finding[]> => examine(await situationOf(dependencies), machine, machineClock),
    repair: async (repair: Repair): Promise<void> => void (await repairs[repair]())
  }
}

async function situationOf({
  store,
  serverControl,
  surroundings,
  clock,
  machineClock
}: DoctorDependencies): Promise<Situation> {
  const { status, host, port, issuer } = serverControl.state()
  const { storeKind, dataFolder } = surroundings
  const isListening = status === 'running'
  const certificate = surroundings.certificate()
  const damage = await store.problem()
  return {
    host,
    port,
    issuer,
    isTls: isListening ? certificate !== undefined : surroundings.wantsTls(),
    isListening,
    ...(certificate && { certificate }),
    clockOffsetMs: clock.nowMs() - machineClock.nowMs(),
    data: {
      kind: storeKind,
      ...(dataFolder !== undefined && { folder: dataFolder }),
      ...(damage !== undefined && { damage })
    },
    ...(surroundings.lookIntoDatabase && { database: surroundings.lookIntoDatabase }),
    mail: (await store.settings.get()).mail
  }
}
