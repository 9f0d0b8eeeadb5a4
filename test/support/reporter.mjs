/** A vitest reporter that leaves the figures of a run in a file, for the summary of all suites. */
import { writeFileSync } from 'node:fs'

export default class FiguresReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.TEST_REPORT_FILE
    if (!file) return
    const figures = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      const before = figures.failed
      for (const test of module.children.allTests()) figures[test.result().state] += 1
      // A file that can't be loaded, or a hook that throws, fails without a test of its own.
      if (module.state() === 'failed' && figures.failed === before) figures.failed += 1
    }
    figures.failed += unhandledErrors.length > 0 && figures.failed === 0 ? 1 : 0
    writeFileSync(file, JSON.stringify({ ...figures, electron: process.env.ELECTRON_THAT_RAN }))
  }
}
