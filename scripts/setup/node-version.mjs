/**
 * Says in one line that this Node is too old, instead of dying at the first thing that it doesn't know.
 * Written so that Node 12 can still read it. `accepted` is package.json's `engines.node`.
 */

/** Whether `version` ("20.19.4") lies in a range of the form "^20.19.0 || >=22.12.0". */
export function isAccepted(version, accepted) {
  return accepted.split('||').some((part) => {
    const match = /^(\^|>=)\s*(\d+)\.(\d+)\.(\d+)$/.exec(part.trim())
    if (!match) throw new Error(`engines.node: "${part.trim()}" is neither ^x.y.z nor >=x.y.z`)
    const least = match.slice(2).map(Number)
    const given = version.split('.').map(Number)
    return atLeast(given, least) && (match[1] === '>=' || given[0] === least[0])
  })
}

function atLeast(given, least) {
  const index = [0, 1, 2].find((position) => given[position] !== least[position])
  return index === undefined || given[index] > least[index]
}

/** Ends the process with code 2 where Node is outside of `accepted`. */
export function requireNode(accepted) {
  if (isAccepted(process.versions.node, accepted)) return
  console.error(
    `Friendly OAuth2 Server needs Node ${accepted.replace('||', 'or')}; this is Node ${process.versions.node}. ` +
      'Get a newer one from https://nodejs.org'
  )
  process.exit(2)
}
