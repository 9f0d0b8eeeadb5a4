import { existsSync } from 'node:fs'
import type { Machine } from '../../ports'
import { ask } from './ask'
import { folderState, restrictFolder } from './folder-state'
import { greeting } from './greeting'
import { portState } from './port-state'
import { trusts } from './system-trust'

/** Files by which Docker and Podman mark what runs in a container of theirs, and Kubernetes its own. */
const CONTAINER_MARKS = ['/.dockerenv', '/run/.containerenv', '/var/run/secrets/kubernetes.io']

/** This machine, as a doctor asks about it. */
export function createMachine(): Machine {
  return {
    portState,
    isContainer: () => CONTAINER_MARKS.some((mark) => existsSync(mark)),
    folderState,
    restrictFolder,
    ask,
    greeting,
    trusts
  }
}
