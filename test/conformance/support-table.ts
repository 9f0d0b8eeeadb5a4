import { SPECIFICATIONS } from './specifications'

/** The page of the documentation that says which specifications are supported, section by section, and what is refused on purpose. */
export function supportTable(cited: ReadonlyMap<string, readonly string[]>): string {
  const rows = SPECIFICATIONS.map(({ name, title }) => {
    const sections = cited.get(name) ?? []
    return `| ${name} | ${title} | ${sections.map((section) => `§${section}`).join(', ') || 'as a whole'} |`
  })
  const refused = SPECIFICATIONS.flatMap(({ name, refused = [] }) =>
    refused.map(({ what, why }) => `| ${name} | ${what} | ${why} |`)
  )
  return [
    '# Specifications',
    '',
    'Made from the names of the tests: a section stands here when a test that runs with every change names it.',
    '',
    '## Supported',
    '',
    '| specification | title | sections that tests name |',
    '| --- | --- | --- |',
    ...rows,
    '',
    '## Refused on purpose',
    '',
    '| specification | what | why |',
    '| --- | --- | --- |',
    ...refused,
    ''
  ].join('\n')
}
