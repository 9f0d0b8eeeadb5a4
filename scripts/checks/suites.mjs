/** Every suite of `npm test`, in the order in which it runs: what is quick and tells most comes first. */
import { programOf } from '../setup/project.mjs'

/** A check runs a program of a package, `package/path/of/program`, and passes when that ends well. */
const check = (name, about, program, argv) => {
  const [packageName, ...path] = program.split('/')
  return { name, about, kind: 'check', argv: () => [programOf(packageName, path.join('/')), ...argv] }
}

/** A suite of tests is the vitest project of that name. */
const tests = (name, about, needs = []) => ({
  name,
  about,
  needs,
  kind: 'tests',
  argv: () => [
    programOf('vitest', 'vitest.mjs'),
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=./test/support/reporter.mjs'
  ]
})

export const SUITES = [
  check('format', 'every file as Prettier writes it', 'prettier/bin/prettier.cjs', ['--check', '.']),
  check('lint', 'ESLint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']),
  check(
    'imports',
    'which room may import which (dependency-cruiser)',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['src-main', 'src-renderer', '--config']
  ),
  check('types', 'TypeScript, templates included', 'vue-tsc/bin/vue-tsc.js', ['--noEmit']),
  tests('architecture', 'the rules of the rooms bite, and the build is what it should be', ['build']),
  tests('unit', 'rules that stand alone'),
  tests('store', 'every store against one conformance suite'),
  tests('protocol', 'the protocol over HTTP'),
  tests('conformance', 'the modules of the OpenID Foundation’s test plans, and the table of specifications'),
  tests('panel', 'the panel’s contract over every transport'),
  tests('renderer', 'components and stores of the panel', ['build']),
  tests('end-to-end', 'the built product in a real browser', ['build', 'chromium']),
  tests('desktop', 'the built desktop app', ['build', 'chromium'])
]

/** The suites that were named, or all; ends the process with code 2 at a name that is none. */
export function chooseSuites(names) {
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name))
  if (unknown.length > 0) {
    const known = SUITES.map((suite) => suite.name).join(', ')
    console.error(`There is no suite ${unknown.map((name) => `"${name}"`).join(', ')}. Suites: ${known}`)
    process.exit(2)
  }
  return names.length === 0 ? SUITES : SUITES.filter((suite) => names.includes(suite.name))
}
