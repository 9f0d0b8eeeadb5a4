import type { PlaygroundExchange, PlaygroundRun } from '../../contract'
import type { HttpResponse } from '../../ports'
import type { Arrival } from '../authorization/arrival'
import { errorOfPage } from '../automatic/error-of-page'
import type { KeptRun } from '../runs/runs'
import { rawRequest, rawResponse } from '../sending/raw-messages'
import { shownResponse } from '../sending/send-request'
import { requestOf } from './begin-run'
import type { Services } from './services'

/** Takes what came of an authorization request: at the redirect URI, or as a page that leads nowhere. */
export interface Arrive {
  atRedirectUri(kept: KeptRun, arrival: Arrival, response?: HttpResponse): Promise<PlaygroundRun>
  onPage(kept: KeptRun, response: HttpResponse): PlaygroundRun
}

export function createArrive({ runs, sender, random, clock, readCallback }: Services): Arrive {
  function note(
    { plan, run }: KeptRun,
    came: Pick<PlaygroundExchange, 'verdict' | 'rawResponse' | 'response' | 'idToken'>
  ) {
    if (!run.authorization) return
    const request = requestOf(run.authorization)
    const { requestObject } = run.authorization
    sender.keep(plan, {
      id: random.uuid(),
      at: clock.nowMs(),
      draft: plan.asked,
      action: 'authorize',
      run: run.id,
      request,
      rawRequest: rawRequest({ ...request, headers: [['Host', new URL(request.url).host]] }),
      ...(requestObject && { assertion: requestObject }),
      ...came
    })
  }

  return {
    async atRedirectUri(kept, arrival, response) {
      const { callback, idToken } = await readCallback(kept.plan, arrival)
      const { verdict } = callback
      note(kept, {
        verdict,
        rawResponse: response ? rawResponse(response) : arrival.raw,
        ...(response && { response: shownResponse(response) }),
        ...(idToken && { idToken })
      })
      return change(kept, { callback, status: verdict.ok ? 'returned' : 'ended' })
    },

    onPage(kept, response) {
      const verdict = { ok: false, id: 'error_page' as const }
      note(kept, { verdict, response: shownResponse(response), rawResponse: rawResponse(response) })
      const parameters = errorOfPage(response.body)
      const callback = { at: clock.nowMs(), mode: 'error_page' as const, parameters, checks: [], verdict }
      return change(kept, { callback, status: 'ended' })
    }
  }

  function change({ run }: KeptRun, what: Partial<PlaygroundRun>): PlaygroundRun {
    return runs.change(run.id, what) ?? { ...run, ...what }
  }
}
