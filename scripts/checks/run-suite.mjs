/** Runs one suite and says how it went: `{ name, passed, failed, skipped, seconds, note, failures, secondTries }`. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runNode } from '../setup/project.mjs'

export async function runSuite(suite, prepared) {
  const startedMs = Date.now()
  const outcome = await outcomeOf(suite, prepared)
  return { name: suite.name, skipped: 0, ...outcome, seconds: (Date.now() - startedMs) / 1000 }
}

async function outcomeOf(suite, prepared) {
  if (!prepared) return { passed: 0, failed: 1, note: 'its set-up failed' }
  try {
    return suite.kind === 'check' ? await runCheck(suite) : await runTests(suite)
  } catch (error) {
    return { passed: 0, failed: 1, note: error.message }
  }
}

/** A check is one thing that passes or fails. */
async function runCheck(suite) {
  const code = await runNode(suite.argv())
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, note: `ended with code ${code}` }
}

async function runTests(suite) {
  const folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-report-'))
  const report = join(folder, 'report.json')
  try {
    const code = await runNode(suite.argv(), { env: { ...process.env, TEST_REPORT_FILE: report } })
    if (!existsSync(report)) return { passed: 0, failed: 1, note: `ended with code ${code} and no report` }
    return judge(JSON.parse(readFileSync(report, 'utf8')), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A suite that ran no test, or that failed outside of its tests, has failed. */
function judge({ electron, ...figures }, code) {
  const ran = { ...figures, note: electron }
  if (figures.passed + figures.failed === 0) return { ...ran, failed: 1, note: 'it ran no test' }
  if (figures.failed === 0 && code !== 0) return { ...ran, failed: 1, note: 'an error outside of the tests' }
  return ran
}
