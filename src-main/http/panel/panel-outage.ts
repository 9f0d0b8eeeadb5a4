import { ORPCError } from '@orpc/server'
import { StoreError } from '../../ports'

/** A store that is out of reach before a procedure is, as the contract calls that; undefined: something else failed. */
export function outageOf(error: unknown): ORPCError<'SERVICE_UNAVAILABLE', undefined> | undefined {
  if (!(error instanceof StoreError && error.code === 'unwritable')) return undefined
  return new ORPCError('SERVICE_UNAVAILABLE', {
    message: 'The data can not be read or written now; try again later'
  })
}
