/** Something has more to do than it can take on; the same call may go through later. */
export class BusyError extends Error {
  override readonly name = 'BusyError'
}
