import { readdir, readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildChildProgram, type ChildProgram } from '../child-process'
import { createDataFolder, type DataFolder } from '../data-folder'
import { clientRecord, tokenRecord } from '../records'

let data: DataFolder
beforeEach(async () => {
  data = await createDataFolder()
})
afterEach(() => data.dispose())

const logged = (level: string) => data.log.lines.filter((line) => line.startsWith(level))

let program: ChildProgram
beforeAll(async () => {
  program = await buildChildProgram()
}, 60_000)
afterAll(() => program.dispose())

describe('servers that are killed at any moment', () => {
  for (const durability of ['process', 'power'])
    it(`lose nothing that they acknowledged (${durability})`, async () => {
      const ledgerFile = data.path('..', 'ledger')
      const ledger = {
        tokens: new Set<string>(),
        unsure: new Set<string>(),
        gone: new Set<string>(),
        clients: new Set<string>()
      }
      for (let round = 0; round < 8; round += 1) {
        const mark = `${round}-${durability}`
        const child = program.start(['write', data.folder, mark, '150', ledgerFile])
        const startsOnly = round % 3 === 2
        if (startsOnly) await child.line((line) => line === 'opening')
        else {
          await child.line((line) => line === `client ${mark}-0`)
          await child.line((line) => line === `token ${mark}-0-${20 + Math.floor(Math.random() * 40)}`)
        }
        await new Promise((resolve) => setTimeout(resolve, Math.random() * (startsOnly ? 30 : 60)))
        child.kill('SIGKILL')
        await child.ended
        enter(ledger, (await readFile(ledgerFile, 'utf8')).split('\n'))
        await expectAll(ledger)
      }
      expect(ledger.tokens.size).toBeGreaterThan(100)
      expect(ledger.clients.size).toBeGreaterThanOrEqual(6)
      const files = await readdir(data.path('state'))
      expect(files.some((name) => name.startsWith('snapshot-'))).toBe(true)
    }, 120_000)

  interface Ledger {
    readonly tokens: Set<string>
    readonly unsure: Set<string>
    readonly gone: Set<string>
    readonly clients: Set<string>
  }

  function enter(ledger: Ledger, lines: readonly string[]): void {
    for (const line of lines) {
      const [what, id = ''] = line.split(' ')
      if (what === 'token') ledger.tokens.add(id)
      if (what === 'client') ledger.clients.add(id)
      if (what === 'leaving') {
        ledger.tokens.delete(id)
        ledger.unsure.add(id)
      }
      if (what === 'left') ledger.gone.add(id)
    }
  }

  async function expectAll({ tokens, gone, clients }: Ledger): Promise<void> {
    const store = await data.open({ compactAfter: 150 })
    const wrong: string[] = []
    for (const id of tokens)
      if (!isWhole(await store.tokens.get(id), tokenRecord(id))) wrong.push(`token ${id}`)
    for (const id of gone) if (await store.tokens.get(id)) wrong.push(`removed token ${id}`)
    for (const id of clients)
      if (!isWhole(await store.clients.get(id), clientRecord(id))) wrong.push(`client ${id}`)
    await store.close()
    expect(wrong).toEqual([])
    expect(logged('error')).toEqual([])
  }

  const isWhole = (found: unknown, expected: unknown) => JSON.stringify(found) === JSON.stringify(expected)
})
