import { describe, expect, it } from 'vitest'
import { readOptions } from '../../../scripts/package/options.mjs'
import { isPresetName, presetCommand } from '../../../src-renderer/features/preferences/preset/preset-command'

const NAMES = [
  ...['Checkout QA', 'Q', '7', 'C++ (old)', 'Касса №', 'Касса 2', '決済', 'e\u0301clair', '\u0301a'],
  ...[
    'a.b',
    'a.',
    'a-',
    'a_',
    '(a)',
    'a)',
    '.a',
    '-a',
    '+a',
    'QA/Staging',
    'a"b',
    'a$b',
    'a`b',
    "a'b",
    'a\\b'
  ],
  ...['a!b', 'a%b', 'a&b', 'a\nb', 'a\tb', 'a\u00a0b', 'x'.repeat(50), 'x'.repeat(60), 'x'.repeat(61)],
  ...[`${'x'.repeat(59)}.`, `${'x'.repeat(59)}+`, '😀']
]

/** Whether the command takes a name. */
function isTaken(name: string): boolean {
  try {
    readOptions(['--profile', 'qa.json', '--name', name])
    return true
  } catch {
    return false
  }
}

describe('The name of a preconfigured build', () => {
  it.each(NAMES)('%j has the same verdict in the panel and from the command', (name) => {
    expect(isPresetName(name)).toBe(isTaken(name))
  })

  it('is taken by the command as the panel writes it, without the spaces around it', () => {
    const choices = { name: ' Checkout (QA) ', locked: false }
    expect(isPresetName(choices.name)).toBe(true)
    const [, written] = /--name "(.*)"/.exec(presetCommand(choices)) ?? []
    expect(written).toBe('Checkout (QA)')
    expect(isTaken(written!)).toBe(true)
  })

  it('is not every one, and not none', () => {
    expect(new Set(NAMES.map(isTaken))).toEqual(new Set([true, false]))
  })
})
