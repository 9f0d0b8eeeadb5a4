/** Tries a database before a host keeps it as the place of its data: makes and changes nothing there. */
import type { DatabaseState } from './ports'
import { lookIntoDatabase } from './store'
import type { System } from './system'

/** How the database at a URL answers, within seconds; never rejects. */
export async function tryDatabase(
  url: string,
  { machineClock }: Pick<System, 'machineClock'>
): Promise<DatabaseState> {
  return (await lookIntoDatabase(url, machineClock.nowMs)).state
}
