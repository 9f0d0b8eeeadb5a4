/** What `npm run package` understands itself; everything else belongs to electron-builder and keeps its order. */

/** What a locked build may be locked to. */
const LOCKS = ['tester']
/** The options of a preconfigured build, each with a value. */
const OWN = ['profile', 'name', 'lock']
/** A name stands in file names, shortcuts and bundle descriptions of three systems. */
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._()+-]{0,58}[\p{L}\p{M}\p{N}_()+-])?$/u

/** A mistake of whoever runs it, in words that need no stack trace. */
export const usageError = (message) => Object.assign(new Error(message), { name: 'UsageError' })

/**
 * `{ preset: { file, name, lock }, rest }`; without `--profile` there is no preset. Throws a usage error.
 *
 * @param {readonly string[]} argv
 * @returns {{ preset?: { file: string, name?: string, lock?: string }, rest: string[] }}
 */
export function readOptions(argv) {
  const values = {}
  let rest = [...argv]
  for (const name of OWN) {
    const taken = takeOption(rest, name)
    rest = taken.rest
    if (taken.value !== undefined) values[name] = taken.value
  }
  const { profile: file, name, lock } = values
  if (file === undefined) {
    const [stray] = Object.keys(values)
    if (stray)
      throw usageError(`--${stray} is for a preconfigured build: name its profile with --profile FILE.`)
    return { rest }
  }
  if (name !== undefined) requireName(name, '--name')
  if (lock !== undefined && !LOCKS.includes(lock))
    throw usageError(`--lock: ${JSON.stringify(lock)} is not known; accepted: ${LOCKS.join(', ')}.`)
  return { preset: { file, ...(name && { name }), ...(lock && { lock }) }, rest }
}

/** Throws a usage error that begins with `where`, when an app can't be called so on every system. */
export function requireName(name, where) {
  if (NAME.test(name)) return
  throw usageError(
    `${where}: ${JSON.stringify(name)} can't be the name of an app; accepted: 1 to 60 letters, digits, spaces and . _ - + ( ), ` +
      'beginning with a letter or a digit and not ending with a space or a dot.'
  )
}

const PUBLISH = /^(?:-p|--publish)(?:=(.*))?$/

/** Whether electron-builder is told when to publish. */
export const namesPublish = (options) => options.some((option) => PUBLISH.test(option))

/** Whether it is told to publish at all. */
export function publishes(options) {
  const index = options.findIndex((option) => PUBLISH.test(option))
  if (index < 0) return false
  return (PUBLISH.exec(options[index])[1] ?? options[index + 1]) !== 'never'
}

const SYSTEM = /^(?:--(?:mac|macos|linux|win|windows)(?:=.*)?|-[molw]+)$/

/** Whether electron-builder makes something for macOS: it was told so, or told of no system and runs there. */
export function buildsForMac(options, platform) {
  const systems = options.filter((option) => SYSTEM.test(option))
  if (systems.length === 0) return platform === 'darwin'
  return systems.some((option) => /^--mac|^-[lw]*[mo]/.test(option))
}

/** `--name value` or `--name=value`, once. */
function takeOption(argv, name) {
  const isIt = (text) => text === `--${name}` || text.startsWith(`--${name}=`)
  const index = argv.findIndex(isIt)
  if (index < 0) return { rest: argv }
  const isJoined = argv[index].includes('=')
  const value = isJoined ? argv[index].slice(name.length + 3) : argv[index + 1]
  const rest = argv.toSpliced(index, isJoined ? 1 : 2)
  if (rest.some(isIt)) throw usageError(`--${name} is given twice; once is enough.`)
  if (value === undefined || (!isJoined && value.startsWith('--')))
    throw usageError(
      `--${name} needs a value${name === 'profile' ? ', a file: --profile checkout-qa.json' : ''}.`
    )
  return { value, rest }
}
