import { execFileSync } from 'node:child_process'
import { openSync, writeSync } from 'node:fs'
import type { Store } from '../../src-main/ports'
import { StoreError } from '../../src-main/ports'
import { openJsonFileStore } from '../../src-main/store'
import { createRandom } from '../../src-main/system/random'
import { createTestClock } from '../support/clock'
import { clientRecord, tokenRecord } from './records'

/**
 * A process of its own that opens a data folder; the tests start it and may kill it at any moment. Each line that it prints tells
 * something that the store acknowledged before.
 */
const [task = '', folder = '', mark = '', compactAfter = '20000', ledgerFile = ''] = process.argv.slice(2)
// A pipe that is full takes a line later than it was said, and a kill loses it; a file has it at once, in this order.
const ledger = ledgerFile === '' ? undefined : openSync(ledgerFile, 'a')
const say = (line: string) => {
  if (ledger !== undefined) writeSync(ledger, line + '\n')
  process.stdout.write(line + '\n')
}

const silent = () => undefined
const open = () =>
  openJsonFileStore({
    folder,
    clock: createTestClock(),
    random: createRandom(),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    durability: () => (mark.endsWith('power') ? 'power' : 'process'),
    compactAfter: Number(compactAfter)
  })

/** Holds the folder until it is killed, or says who does. */
async function hold(): Promise<void> {
  try {
    await open()
    say('open')
    setInterval(silent, 1000)
  } catch (reason) {
    if (!(reason instanceof StoreError)) throw reason
    say(`${reason.code} ${reason.pid}`)
  }
}

/** Writes as fast as it can: tokens that stay, tokens that go, clients. */
async function write(): Promise<void> {
  say('opening')
  const store = await open()
  say('open')
  const tokens = async (worker: number) => {
    for (let number = 0; ; number += 1) {
      const id = `${mark}-${worker}-${number}`
      await store.tokens.insert(tokenRecord(id))
      say(`token ${id}`)
      if (number % 4 !== 0) {
        say(`leaving ${id}`)
        await store.tokens.remove(id)
        say(`left ${id}`)
      }
    }
  }
  const clients = async () => {
    for (let number = 0; number < 200; number += 1) {
      await store.clients.insert(clientRecord(`${mark}-${number}`))
      say(`client ${mark}-${number}`)
    }
  }
  await Promise.all([clients(), ...[0, 1, 2, 3, 4, 5, 6, 7].map(tokens)])
}

/** Meets the limit that the test set to the size of its files, as a full disk would be, and goes on when that is lifted. */
async function fill(): Promise<void> {
  const store = await open()
  const stored = await insertUntilRefused(store)
  say(`refused after ${stored}, ${await store.tokens.count()} held`)
  say(`problem: ${await store.problem()}`)
  const outcomes = await Promise.allSettled([
    store.tokens.insert(tokenRecord('again')),
    store.tokens.remove('0'),
    store.tokens.update('1', (token) => ({ ...token, scope: 'x'.repeat(500) }))
  ])
  say(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'stored')).join(' '))
  say(
    `reads: ${[await store.tokens.get('0'), await store.tokens.get('1')].map((token) => token?.scope).join('|')}`
  )

  execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:unlimited'])
  while (await store.problem()) await new Promise((resolve) => setTimeout(resolve, 20))
  await store.tokens.insert(tokenRecord('afterwards'))
  say(`stored again, ${await store.tokens.count()} held`)
  await store.close()
}

async function insertUntilRefused(store: Store): Promise<number> {
  for (let number = 0; ; number += 1) {
    try {
      await store.tokens.insert(tokenRecord(String(number), { scope: 'scope' }))
    } catch (reason) {
      if (reason instanceof StoreError && reason.code === 'unwritable') return number
      throw reason
    }
  }
}

const tasks: Record<string, () => Promise<void>> = { hold, write, fill }
await tasks[task]?.()
