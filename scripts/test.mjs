/**
 * npm test: sets itself up (packages, a browser, the build), then runs every check and every suite, goes on after a failure,
 * and ends with one line: `N passed, N failed`. Names select suites: `npm test -- protocol store`.
 */
import { manifest } from './setup/project.mjs'
import { requireNode } from './setup/node-version.mjs'

requireNode(manifest().engines.node)
const { installWhatIsMissing } = await import('./setup/install.mjs')
const { buildWhatIsStale } = await import('./setup/build.mjs')
const { findChromium } = await import('./setup/find-chromium.mjs')
const { chooseSuites } = await import('./checks/suites.mjs')
const { runSuite } = await import('./checks/run-suite.mjs')
const { printSummary } = await import('./checks/summary.mjs')

await installWhatIsMissing()
const suites = chooseSuites(process.argv.slice(2))

/** What a suite needs before it can run; each is made once, and a failure fails the suites that need it. */
const preparations = {
  build: once(buildWhatIsStale),
  chromium: once(() => findChromium().then(Boolean))
}

function once(make) {
  let made
  return () =>
    (made ??= make().catch((error) => {
      console.error(error.message)
      return false
    }))
}

const results = []
for (const suite of suites) {
  console.log(`\n── ${suite.name}: ${suite.about}`)
  const prepared = await Promise.all((suite.needs ?? []).map((need) => preparations[need]()))
  results.push(await runSuite(suite, prepared.every(Boolean)))
}
process.exitCode = printSummary(results)
