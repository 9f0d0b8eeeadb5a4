import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AnswerBug } from './gates'
import { loadOnce } from './load-once'

/** What a listener is called with, or a handler of Express with its `next`. */
type Passed = [request: IncomingMessage, response: ServerResponse, ...rest: unknown[]]
type Listener<All extends unknown[]> = (...all: All) => unknown

/** Loads what answers for the first request that wants it; where that fails, the next one has it tried again. */
export function createLateListener<All extends Passed>(
  load: () => Promise<Listener<All>>,
  answerBug: AnswerBug
): (...all: All) => void {
  let loaded: Listener<All> | undefined
  const loadFirst = loadOnce(async () => (loaded = await load()))
  return (...all) => {
    if (loaded) return void loaded(...all)
    const [request, response] = all
    loadFirst()
      .then((listener) => listener(...all))
      .catch((error: unknown) => answerBug(error, request, response))
  }
}
