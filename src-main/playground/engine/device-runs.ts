import { draftSchema, type PlaygroundExchange, type PlaygroundRun } from '../../contract'
import { buildDeviceRequest } from '../build-requests'
import type { Asked } from '../plan/plan'
import { proofOf } from '../plan/proof-of'
import type { KeptRun } from '../runs/runs'
import { membersOf } from '../sending/members-of'
import type { Services } from './services'

/** RFC 8628 §3.2: what the interval is where the server says none, and §3.5: how much longer it gets. */
const INTERVAL_SECONDS = 5
const SLOW_DOWN_SECONDS = 5

export interface DeviceRuns {
  /** Asks for the codes of a device, and waits. Throws RequestNotBuilt. */
  begin(asked: Asked): Promise<KeptRun>
  /** What a poll told: longer pauses, or that it is over. */
  polled(run: PlaygroundRun, exchange: PlaygroundExchange): void
}

export function createDeviceRuns(services: Services): DeviceRuns {
  const { planDraft, runs, sender, random, clock } = services
  return {
    async begin(asked) {
      const draft = draftSchema.parse(asked.draft)
      const plan = await planDraft({ ...asked, draft })
      const id = random.uuid()
      const build = () => buildDeviceRequest(plan, proofOf(services, plan))
      const { response, verdict } = await sender.send(plan, {
        action: 'device_authorization',
        run: id,
        build
      })
      const at = clock.nowMs()
      const answer = response && verdict.ok ? membersOf(response) : undefined
      const run: PlaygroundRun = answer
        ? { id, at, draft, status: 'waiting', device: deviceOf(answer, at) }
        : { id, at, draft, status: 'ended', verdict }
      const kept = { plan, run, ...(answer && { deviceCode: text(answer, 'device_code') }) }
      runs.keep(kept)
      return kept
    },

    polled({ id, device }, { verdict }) {
      const { error } = verdict
      if (error === 'slow_down' && device) {
        const intervalSeconds = device.intervalSeconds + SLOW_DOWN_SECONDS
        runs.change(id, { device: { ...device, intervalSeconds } })
      } else if (error !== 'authorization_pending' && verdict.id !== 'no_answer')
        runs.change(id, { status: 'ended' })
    }
  }
}

type Members = Readonly<Record<string, unknown>>

function deviceOf(answer: Members, at: number): NonNullable<PlaygroundRun['device']> {
  const complete = text(answer, 'verification_uri_complete')
  return {
    user_code: text(answer, 'user_code'),
    verification_uri: text(answer, 'verification_uri'),
    ...(complete && { verification_uri_complete: complete }),
    expiresAt: at + number(answer, 'expires_in', 0) * 1000,
    intervalSeconds: number(answer, 'interval', INTERVAL_SECONDS)
  }
}

function text(answer: Members, name: string): string {
  const value = answer[name]
  return typeof value === 'string' ? value : ''
}

function number(answer: Members, name: string, otherwise: number): number {
  const value = answer[name]
  return typeof value === 'number' ? value : otherwise
}
