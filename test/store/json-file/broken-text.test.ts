import { generateKeyPairSync } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signingKeySchema } from '../../../src-main/model'
import { lookIntoFolder } from '../../../src-main/store'
import { createDataFolder, type DataFolder } from '../data-folder'
import { clientRecord, userRecord } from '../records'

const LONG_MS = 60_000
const MEGABYTE = 1 << 20

describe('a configuration whose text is broken', () => {
  let data: DataFolder
  let whole: string

  beforeEach(async () => {
    data = await createDataFolder()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = signingKeySchema.parse({ ...privateKey.export({ format: 'jwk' }), kid: 'a', alg: 'RS256' })
    const store = await data.open()
    await store.writeConfiguration({ keys: [key], clients: [clientRecord('shop')] })
    await store.users.insert(userRecord('alice', { claims: { x: '"\\é\n'.repeat(50) } }))
    await store.close()
    whole = await readFile(data.path('config.json'), 'utf8')
  })
  afterEach(() => data.dispose())

  async function damageOf(text: string): Promise<string> {
    await writeFile(data.path('config.json'), text)
    return (await lookIntoFolder(data.folder)).damage ?? ''
  }

  it(
    'is told of with its line wherever it was cut, in a person, a client or a key',
    async () => {
      for (let length = whole.indexOf('"users"'); length < whole.trimEnd().length; length += 1) {
        const cut = whole.slice(0, length)
        expect(await damageOf(cut)).toContain(`is damaged: line ${cut.split('\n').length}: `)
      }
    },
    LONG_MS
  )

  it('is told of by what stands where a text should end or go on', async () => {
    const line = whole.split('\n').findIndex((text) => text.includes('"client_name"')) + 1
    const withName = (name: string) =>
      damageOf(whole.replace(/"client_name": "[^"]*"/, `"client_name": ${name}`))
    expect(await withName('"shop')).toContain(
      `line ${line}: "\\n" stands where the double quote that ends a text`
    )
    expect(await withName('"C:\\shop"')).toContain(`line ${line}: "\\\\" stands where an escape`)
    expect(await withName('"a\tb"')).toContain(
      `line ${line}: "\\t" stands where the double quote that ends a text`
    )
    expect(await damageOf(whole.slice(0, whole.indexOf('"d": "') + 100))).toContain(
      'the end of the file stands where the double quote that ends a text'
    )
  })

  it(
    'is told of with its line behind texts of a megabyte',
    async () => {
      const long = JSON.stringify(`${'a'.repeat(MEGABYTE)}${'"\n'.repeat(MEGABYTE)}`)
      const damage = await damageOf(`{\n"version": 1,\n"long": ${long},\n"broken": oops }`)
      expect(damage).toContain('line 4: "o" stands where a value is expected')
    },
    LONG_MS
  )
})
