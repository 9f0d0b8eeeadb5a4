import { Client } from 'pg'
import { boundedConnectionOf } from './address'
import { CHANNEL } from '../configuration-rows'
import { SCHEMA } from '../layout'
import { LACKING_RIGHTS } from './rights'
import type { Sockets } from './sockets'

/** What a look finds: which configuration there is, and what keeps this user from writing. */
export interface Head {
  readonly version: string
  readonly table: string
  readonly readOnly: boolean
  readonly lacking: readonly string[]
}

/** A connection that hears of what other servers write. */
export interface ListeningConnection {
  /** Undefined: there is no head, in the middle of a restore. Rejects for an answer that takes too long, too. */
  look(): Promise<Head | undefined>
  isOpen(): boolean
  end(): Promise<void>
  /** Ends it without a word: nobody may be there who would answer. */
  drop(): void
}

const LOOK = {
  name: 'look',
  text: `select version, tableoid::text as table, current_setting('transaction_read_only') = 'on' as "readOnly",
      ${LACKING_RIGHTS} as lacking
    from ${SCHEMA}.configuration_head`
}

/** Resolves when it hears; `heard` is called with each version that it hears of. An answer that takes longer than `patienceMs` is none. */
export async function openListeningConnection({
  url,
  sockets,
  patienceMs,
  heard
}: {
  url: string
  sockets: Pick<Sockets, 'make'>
  patienceMs: number
  heard: (version: number) => void
}): Promise<ListeningConnection> {
  const socket = sockets.make()
  const client = new Client({ ...boundedConnectionOf(url), stream: () => socket, query_timeout: patienceMs })
  let isOpen = true
  client.on('error', () => undefined)
  client.once('end', () => {
    isOpen = false
  })
  client.on('notification', ({ payload }) => heard(Number(payload)))
  try {
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
  } catch (cause) {
    socket.destroy()
    throw cause
  }
  return {
    look: async () => (await client.query<Head>(LOOK)).rows[0],
    isOpen: () => isOpen,
    end: () => client.end().catch(() => undefined),
    drop: () => void socket.destroy()
  }
}
