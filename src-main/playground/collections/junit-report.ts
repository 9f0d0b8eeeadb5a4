import type { CollectionResult, RequestResult } from '../../contract'

/** A run as the JUnit XML that build servers read: one test suite, one test case for each request. */
export function junitReport(name: string, result: CollectionResult): string {
  const { results, failed, durationMs, at, issuer } = result
  const suite = attributes({
    name,
    tests: String(results.length),
    failures: String(failed),
    errors: '0',
    skipped: '0',
    time: seconds(durationMs),
    timestamp: new Date(at).toISOString().replace(/\.\d+Z$/, ''),
    hostname: URL.canParse(issuer) ? new URL(issuer).host : issuer
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite ${suite}>`,
    ...results.flatMap((each) => testCase(name, each)),
    '  </testsuite>',
    '</testsuites>',
    ''
  ].join('\n')
}

function testCase(suite: string, { name, durationMs, failures, outcome }: RequestResult): string[] {
  const head = attributes({ classname: suite, name, time: seconds(durationMs) })
  if (failures.length === 0) return [`    <testcase ${head} />`]
  const messages = failures.map(
    ({ what, expected, actual }) => `${what}: expected ${expected}, was ${actual}`
  )
  return [
    `    <testcase ${head}>`,
    `      <failure ${attributes({ message: messages[0] ?? outcome, type: failures[0]?.what ?? 'failure' })}>${escaped(messages.join('\n'))}</failure>`,
    '    </testcase>'
  ]
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(' ')
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3)

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;'
}

/** XML 1.0 §2.2 has no place for most control characters, whatever stands for them. */
function escaped(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/[&<>"\n]/g, (one) => ESCAPES[one] ?? one)
}
