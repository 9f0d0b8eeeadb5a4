import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contract } from '../../src-main/contract'
import { keysOf, unusedKeys, type Texts } from './texts'

const ROOT = resolve(import.meta.dirname, '../..')
const ENGLISH = join(ROOT, 'resources/locales/en')

/** Below these, keys are put together in a way that no template shows. */
const PUT_TOGETHER = [
  // Read as objects, by `texts.signIn.title`: a key that isn't there doesn't compile, and one too many is seen by nobody.
  'pages.',
  'desktop.',
  ...['verify_email', 'reset_password', 'sign_up', 'taken', 'test'].map((kind) => `mail.${kind}.`),
  // The part in the middle is a path of the settings, the name of a list, or what was asked.
  'flows.field.',
  'inspector.none.',
  'playground.inspector.noToken.',
  'playground.inspector.refused.',
  'sessions.sign_in.',
  'sessions.panel.',
  'sessions.signIns.',
  'sessions.ask.'
]

async function filesBelow(folder: string, ending: RegExp): Promise<string[]> {
  const names = await readdir(join(ROOT, folder), { recursive: true })
  return names.filter((name) => ending.test(name)).map((name) => join(ROOT, folder, name))
}

const camelCase = (name: string): string =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

async function allKeys(): Promise<string[]> {
  const files = (await readdir(ENGLISH)).filter((name) => name.endsWith('.json'))
  return files.flatMap((name) =>
    keysOf(JSON.parse(readFileSync(join(ENGLISH, name), 'utf8')) as Texts, camelCase(basename(name, '.json')))
  )
}

describe('the texts of the catalogue', () => {
  it('are each shown somewhere', async () => {
    const sources = [
      ...(await filesBelow('src-renderer', /\.(vue|ts)$/)),
      ...(await filesBelow('src-main', /\.ts$/))
    ]
    const source = sources.map((file) => readFileSync(file, 'utf8')).join('\n')
    expect(unusedKeys(await allKeys(), source, PUT_TOGETHER)).toEqual([])
  })

  // The number sign stands for the dollar of a template.
  it.each([
    ["t('users.title')", []],
    ['t(`users.#{name}`)', []],
    ["t(isOpen ? 'users.title' : `users.#{name}.text`)", []],
    ['t(`users.#{name}.title`)', ['users.title']],
    ["t('users.titles')", ['users.title']],
    ['', ['users.title']]
  ])('%s leaves %j unused', (source, unused) => {
    expect(unusedKeys(['users.title'], source.replaceAll('#', '$'), [])).toEqual(unused)
  })

  it('name every event that the audit trail notes', async () => {
    const noted = Object.entries(contract).flatMap(([group, procedures]) =>
      Object.entries(procedures).flatMap(([name, { '~orpc': procedure }]) => {
        const { meta, route } = procedure
        return (meta.noted ?? route.method !== 'GET') ? [`traffic.event.${group}-${name}`] : []
      })
    )
    const known = new Set(await allKeys())
    expect(noted.filter((key) => !known.has(key))).toEqual([])
  })

  it('are known by the whole of their path', () => {
    expect(keysOf({ title: 'Users', bulk: { block: 'Block' } }, 'users')).toEqual([
      'users.title',
      'users.bulk.block'
    ])
  })
})
