import { Client } from 'pg'
import { boundedConnectionOf, placeOf } from './address'
import { reasonOf } from './failure'

/** Whether a database answers: undefined where it does, else why not. It makes and changes nothing there. */
export async function askDatabase(url: string): Promise<string | undefined> {
  const client = new Client(boundedConnectionOf(url))
  // A connection that breaks later is told by what fails on it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return undefined
  } catch (cause) {
    return `${placeOf(url)} can't be used: ${cause instanceof Error ? reasonOf(cause) : String(cause)}`
  } finally {
    await client.end().catch(() => undefined)
  }
}
