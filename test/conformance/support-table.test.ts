import { describe, expect, it } from 'vitest'
import { citedSections, namedTests } from './cited-sections'
import { SPECIFICATIONS } from './specifications'
import { supportTable } from './support-table'

const tests = namedTests('test')

describe('the table of what is supported', () => {
  it('in resources/documentation is the one that the tests give (npx vitest run --project conformance -u writes it)', async () => {
    await expect(supportTable(citedSections(tests))).toMatchFileSnapshot(
      '../../resources/documentation/specifications.md'
    )
  })

  it.each(SPECIFICATIONS)('says of $name only what a test names', ({ name }) => {
    expect(citedSections(tests).has(name)).toBe(true)
  })

  it.each(SPECIFICATIONS.flatMap(({ refused = [] }) => refused))(
    'says that $what is refused, and a test shows it',
    (refusal) => {
      const names = tests.map((one) => [...one.groups, one.name].join(' > '))
      expect(names.filter((name) => name.includes(refusal.test))).not.toEqual([])
    }
  )

  it('finds the sections of a test in its name, or in the specification of its group', () => {
    const cited = citedSections([
      { groups: [], name: 'a code works once (RFC 6749 §4.1.2, RFC 9700 §4.14)' },
      { groups: ['the token endpoint (RFC 6749)'], name: 'refuses a repeated parameter (§3.2)' },
      { groups: ['the token endpoint (RFC 6749)'], name: 'knows a bound token (§5, RFC 9449 §7, §7.1)' }
    ])
    expect(cited.get('RFC 6749')).toEqual(['3.2', '4.1.2', '5'])
    expect(cited.get('RFC 9700')).toEqual(['4.14'])
    expect(cited.get('RFC 9449')).toEqual(['7', '7.1'])
  })
})
