import type { RequestListener } from 'node:http'
import type { AnswerBug } from './gates'

/** Loads what answers for the first request that wants it; where that fails, the next one has it tried again. */
export function createLateListener(
  load: () => Promise<RequestListener>,
  answerBug: AnswerBug
): RequestListener {
  let loaded: RequestListener | undefined
  let loading: Promise<RequestListener> | undefined

  async function loadAgain(): Promise<RequestListener> {
    try {
      return (loaded = await load())
    } catch (error) {
      loading = undefined
      throw error
    }
  }

  return (request, response) => {
    if (loaded) return loaded(request, response)
    loading ??= loadAgain()
    loading
      .then((listener) => listener(request, response))
      .catch((error: unknown) => answerBug(error, request, response))
  }
}
