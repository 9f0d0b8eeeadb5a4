import type { DeviceCode } from '../../model'

/** RFC 8628 §3.5: a device that polls too late is told `expired_token`, for so many seconds after the end. */
const REMEMBERED_SECONDS = 600

/** When the record of a code that lives so long leaves the store. */
export function storedUntil(now: number, lifetimeSeconds: number): number {
  return now + lifetimeSeconds + REMEMBERED_SECONDS
}

/** The second from which on the code can't be used any more; its record stays for a while. */
export function endOf({ exp }: Pick<DeviceCode, 'exp'>): number {
  return exp - REMEMBERED_SECONDS
}
