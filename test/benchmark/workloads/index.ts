import { DOCUMENT_WORKLOADS } from './documents'
import { PEOPLE_WORKLOADS } from './people'
import { TOKEN_WORKLOADS } from './tokens'
import type { Workload } from './workload'

export const WORKLOADS: readonly Workload[] = [...TOKEN_WORKLOADS, ...PEOPLE_WORKLOADS, ...DOCUMENT_WORKLOADS]
