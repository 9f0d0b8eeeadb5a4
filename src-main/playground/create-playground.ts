import type { PlaygroundExchange, Prepared } from '../contract'
import { createMakeCertificate } from './certificates/make-certificate'
import { createCodeWriter, type CodeWriter } from './code'
import { createPrepare } from './engine/prepare'
import { createRunAll, type RunAll } from './engine/run-all'
import { createServices } from './engine/services'
import { createSteps, type Steps } from './engine/steps'
import { createVerifyBrought, type VerifyBrought } from './engine/verify-brought'
import { createGenerateKeys } from './generate-keys'
import type { Asked } from './plan/plan'
import type { PlaygroundDependencies } from './playground-dependencies'

/** The engine: every step alone, and all of them at once. Whatever can't be made throws RequestNotBuilt. */
export interface Playground extends Steps {
  /** Builds the requests of a draft and a curl command; nothing is sent. */
  prepare(asked: Asked): Promise<Prepared>
  readonly runAll: RunAll
  readonly writeCode: CodeWriter
  /** Where browsers come back to it, as a redirect URI. */
  landingAddress(): string
  /** What somebody sent, newest first. */
  transcript(actor: string): readonly PlaygroundExchange[]
  clear(actor: string): void
  /** Whether somebody's flow waits for a person or a device that can still answer. */
  isFlowWaiting(): boolean
  readonly verifyBrought: VerifyBrought
  readonly generateKey: ReturnType<typeof createGenerateKeys>
  readonly makeCertificate: ReturnType<typeof createMakeCertificate>
}

export function createPlayground(dependencies: PlaygroundDependencies): Playground {
  const services = createServices(dependencies)
  const steps = createSteps(services)
  const { list: transcript, clear } = services.transcripts
  return {
    ...steps,
    prepare: createPrepare(services),
    runAll: createRunAll(services, steps),
    writeCode: createCodeWriter(services),
    landingAddress: services.landing,
    transcript,
    clear,
    verifyBrought: createVerifyBrought(services),
    isFlowWaiting: services.runs.someWaits,
    makeCertificate: createMakeCertificate(services),
    generateKey: createGenerateKeys(services)
  }
}
