/** A vitest reporter that leaves the figures of a run, and what failed, in a file, for the summary of all suites. */
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'

export default class FiguresReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.TEST_REPORT_FILE
    if (!file) return
    const figures = { passed: 0, failed: 0, skipped: 0 }
    const failures = []
    const secondTries = []
    for (const module of modules) {
      const before = figures.failed
      for (const test of module.children.allTests()) {
        figures[test.result().state] += 1
        const { state, errors } = test.result()
        if (state === 'failed') failures.push(failureOf(module, test.fullName, errors))
        if (test.diagnostic()?.flaky) secondTries.push(failureOf(module, test.fullName, errors))
      }
      // A file that can't be loaded, or a hook that throws, fails without a test of its own.
      if (module.state() === 'failed' && figures.failed === before) {
        figures.failed += 1
        failures.push(failureOf(module, 'could not run', module.errors()))
      }
    }
    if (unhandledErrors.length > 0 && figures.failed === 0) {
      figures.failed += 1
      failures.push(`outside of the tests: ${firstLine(unhandledErrors)}`)
    }
    writeFileSync(
      file,
      JSON.stringify({ ...figures, failures, secondTries, electron: process.env.ELECTRON_THAT_RAN })
    )
  }
}

function failureOf(module, name, errors) {
  return `${relative(process.cwd(), module.moduleId)} › ${name}: ${firstLine(errors)}`
}

function firstLine(errors) {
  return String(errors?.[0]?.message ?? 'no reason given').split('\n')[0]
}
