import { ORPCError, ValidationError } from '@orpc/server'
import type { Issue } from '../../contract'
import { say } from '../../model'
import { BusyError, StoreError, type Log, type Random } from '../../ports'
import { inputIssuesOf } from './issues'
import { refusal, unprocessable } from './refusal'

/** Where a call failed. `isDetailed`: the input says in which part of a request a field stood. */
interface Place {
  readonly path: readonly string[]
  readonly inputSchema: unknown
  readonly isDetailed: boolean
  readonly signal?: AbortSignal
}

/**
 * What turns every failure of a call into one of the contract's errors, in every transport alike. What nobody expected
 * is logged once, under an id that the answer carries.
 */
export function createFailureAnswers(dependencies: { log: Log; random: Random }) {
  const { log, random } = dependencies

  function answerFor(error: unknown, place: Place): unknown {
    if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST')
      return unprocessable(inputIssues(error.cause, place))
    if (error instanceof ORPCError && !(error.cause instanceof ValidationError)) return error
    if (error instanceof StoreError && answerable(error)) return answerable(error)
    if (error instanceof BusyError) return refusal('SERVICE_UNAVAILABLE', say('busy'))
    const id = random.uuid()
    log.error('A call of the panel failed unexpectedly', { id, procedure: place.path.join('.'), error })
    return new ORPCError('INTERNAL_SERVER_ERROR', {
      message: `Something went wrong; the log tells more under ${id}`,
      data: { id }
    })
  }

  return async <Result>(place: Place, call: () => Promise<Result>): Promise<Result> => {
    try {
      return await call()
    } catch (error) {
      if (place.signal?.aborted) throw error
      throw answerFor(error, place)
    }
  }
}

/** Paths name fields: the `body` and `params` that only say where in a request a field stood are left out. */
function inputIssues(error: ValidationError, { inputSchema, isDetailed }: Place): Issue[] {
  const issues = inputIssuesOf(inputSchema, error)
  return isDetailed ? issues.map((issue) => ({ ...issue, path: issue.path.slice(1) })) : issues
}

function answerable(error: StoreError): ORPCError<string, undefined> | undefined {
  switch (error.code) {
    case 'unwritable':
    case 'busy':
      return refusal('SERVICE_UNAVAILABLE', say('unwritable'))
    case 'exists':
      return refusal('CONFLICT', say('exists_already'))
    case 'missing':
      return refusal('NOT_FOUND', say('gone'))
    default:
      return undefined
  }
}
