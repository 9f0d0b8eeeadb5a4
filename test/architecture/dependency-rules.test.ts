import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { cruise, type ICruiseResult, type IConfiguration } from 'dependency-cruiser'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const FIXTURES = join(import.meta.dirname, 'fixtures', 'dependencies')
const configuration = createRequire(import.meta.url)(
  '../../.dependency-cruiser.cjs'
) as Required<IConfiguration>
const rules = configuration.forbidden!.map(({ name }) => name!)

/** Fixtures that can't break their rule without breaking another one on the way. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'electron-is-out-of-reach-for-the-headless-server': ['cli-imports-its-rooms-only']
}

/** The names of the rules that the files under a folder break. */
async function brokenRules(folder: string): Promise<string[]> {
  const places = ['src-main', 'src-renderer'].filter((place) => existsSync(join(folder, place)))
  const { output } = await cruise(places, {
    ...configuration.options,
    ruleSet: { forbidden: configuration.forbidden },
    validate: true,
    baseDir: folder
  })
  const { violations } = (output as ICruiseResult).summary
  return violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
}

const nameOf = (violation: string) => violation.split(':')[0]!

describe('the table of who may import whom', () => {
  it('holds in the whole tree', async () => {
    expect(await brokenRules(ROOT)).toEqual([])
  })

  it('has a fixture for each of its rules', () => {
    expect(readdirSync(FIXTURES).sort()).toEqual([...rules].sort())
  })

  it.each(rules)('%s refuses the fixture that breaks it, and nothing else minds', async (rule) => {
    const broken = await brokenRules(join(FIXTURES, rule))
    expect([...new Set(broken.map(nameOf))].sort()).toEqual([rule, ...(ALSO[rule] ?? [])].sort())
  })
})
