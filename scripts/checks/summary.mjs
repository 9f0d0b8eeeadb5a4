/** Prints a table of all suites, each test that failed or needed a second try, and the closing line; returns the exit code. */
export function printSummary(results) {
  const width = Math.max(...results.map(({ name }) => name.length))
  console.log('\n── summary')
  for (const { name, passed, failed, skipped, seconds, note } of results) {
    const figures = [`${passed} passed`.padStart(12), `${failed} failed`.padStart(10)]
    const skips = skipped > 0 ? `  ${skipped} skipped` : ''
    const time = `${seconds.toFixed(1)} s`.padStart(9)
    console.log(
      `${failed > 0 ? '✗' : '✓'} ${name.padEnd(width)}${figures.join('')}${time}${skips}${note ? `  ${note}` : ''}`
    )
  }
  for (const { name, failures = [], secondTries = [] } of results) {
    for (const test of secondTries) console.log(`~ ${name}: passed at the second try: ${test}`)
    for (const failure of failures) console.log(`✗ ${name}: ${failure}`)
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') === 0 ? 0 : 1
}
