import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signingKeySchema, type SigningKey } from '../../../src-main/model'
import { createDataFolder, type DataFolder } from '../data-folder'
import { expectRefusal } from '../expectations'
import { clientRecord } from '../records'

type Members = Record<string, unknown>

const record = (kid: string, alg: string, { privateKey }: { privateKey: KeyObject }): SigningKey =>
  signingKeySchema.parse({ ...privateKey.export({ format: 'jwk' }), kid, alg })
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })

describe('the signing keys in a configuration', () => {
  let data: DataFolder
  beforeEach(async () => {
    data = await createDataFolder()
  })
  afterEach(() => data.dispose())

  async function fill(...keys: SigningKey[]): Promise<void> {
    const store = await data.open()
    await store.writeConfiguration({ keys })
    await store.close()
  }

  async function change(mend: (key: Members) => void): Promise<void> {
    const document = JSON.parse(await readFile(data.path('config.json'), 'utf8')) as { keys: [Members] }
    mend(document.keys[0])
    await writeFile(data.path('config.json'), JSON.stringify(document, null, 2))
  }

  it('are taken as they are, of each algorithm', async () => {
    await fill(
      record('a', 'RS256', rsa()),
      record('b', 'PS256', rsa()),
      record('c', 'ES256', curve('P-256')),
      record('d', 'ES384', curve('P-384')),
      record('e', 'EdDSA', generateKeyPairSync('ed25519'))
    )
    expect(await (await data.open()).keys.count()).toBe(5)
    expect(data.log.lines.filter((line) => /^(warn|error)/.test(line))).toEqual([])
  })

  const damages: Readonly<Record<string, (key: Members) => void>> = {
    'with a number of another key': (key) => (key['n'] = rsa().publicKey.export({ format: 'jwk' }).n),
    'with a number that was cut': (key) => (key['n'] = String(key['n']).slice(0, 200)),
    'of another kind': (key) => Object.assign(key, { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' }),
    'for another algorithm': (key) => (key['alg'] = 'ES256')
  }
  for (const [how, damage] of Object.entries(damages))
    it(`are damage, told with the line, where one is ${how}`, async () => {
      await fill(record('a', 'RS256', rsa()))
      for (const name of await readdir(data.path('backups'))) await rm(data.path('backups', name))
      await change(damage)
      const message = await expectRefusal(data, 'damaged', data.path('config.json'))
      expect(message).toMatch(/line \d+: keys\[0\]: its parts are not those of one key for its alg/)
    })

  it('are not written where they could not be read again', async () => {
    const store = await data.open()
    const whole = record('a', 'ES256', curve('P-256'))
    await expect(store.keys.insert({ ...whole, d: 'AAAA' })).rejects.toThrow(/parts are not those of one key/)
    expect(await store.keys.count()).toBe(0)
  })

  it('come from a backup where one is damaged, and an edit that damages one is not applied', async () => {
    await fill(record('a', 'ES256', curve('P-256')))
    const other = curve('P-256').publicKey.export({ format: 'jwk' })
    await change((key) => Object.assign(key, { x: other.x, y: other.y }))
    const store = await data.open()
    expect((await store.keys.get('a'))?.['x']).not.toBe(other.x)
    expect(data.log.lines.join()).toContain('RECOVERED FROM')

    await store.clients.insert(clientRecord('shop'))
    await change((key) => (key['d'] = 'AAAA'))
    await store.clients.insert(clientRecord('till'))
    expect(data.log.lines.join()).toMatch(/was not applied.*keys\[0\]: its parts/)
    expect((await store.keys.get('a'))?.d).not.toBe('AAAA')
  })
})
