/** Who answers for the packages and where updates come from, as the environment and the clone's origin say. What nobody said is left out. */
import { execFileSync } from 'node:child_process'
import { manifest, root } from '../setup/project.mjs'
import { usageError } from './options.mjs'

/**
 * `{ homepage, maintainer, updates }`: `homepage` is undefined where no page is known, `updates` is electron-builder's `publish`, null
 * where no update is looked for. Throws a usage error that names the variable.
 *
 * @param {Readonly<Record<string, string | undefined>>} [env]
 * @param {() => string | undefined} [findOrigin] the address that this clone came from
 */
export function publisherOf(env = process.env, findOrigin = originOfClone) {
  const { GITHUB_SERVER_URL: site, GITHUB_REPOSITORY: repository, GITHUB_REPOSITORY_OWNER: owner } = env
  const pageOfRepository = () => (site && repository ? `${site}/${repository}` : pageOf(findOrigin()))
  return {
    homepage: env.PACKAGE_HOMEPAGE ? requireAddress(env.PACKAGE_HOMEPAGE) : pageOfRepository(),
    // A name without a mailbox is better than a mailbox that nobody reads; publisher-notes.mjs says that it lacks one.
    maintainer: env.PACKAGE_MAINTAINER
      ? requireMaintainer(env.PACKAGE_MAINTAINER)
      : owner || manifest().author,
    updates: env.PACKAGE_UPDATES ? [updatesOf(env.PACKAGE_UPDATES)] : null
  }
}

function originOfClone() {
  try {
    return execFileSync('git', ['remote', 'get-url', 'origin'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore']
    })
      .toString()
      .trim()
  } catch {
    return undefined
  }
}

/** `https://host:8443/owner/name`, and nothing of whoever fetches it. */
const BY_WEB = /^https:\/\/(?:[^@/]+@)?([\w-]+(?:\.[\w-]+)+(?::\d+)?)\/([\w.~/-]+?)(?:\.git)?\/?$/
/** `git@host:owner/name.git` and `ssh://git@host:2222/owner/name`, whose port is that of ssh. */
const BY_SSH =
  /^(?:ssh:\/\/(?:[^@/]+@)?|[^@/]+@)([\w-]+(?:\.[\w-]+)+)(?::\d+\/|[/:])([\w.~/-]+?)(?:\.git)?\/?$/
/** `ssh.dev.azure.com` and the like answer no browser, and where else the page is nobody says. */
const SSH_ALONE = /^[\w-]*ssh\./

/** The page of the repository that a clone came from; undefined: it is a folder, or can't be known. */
function pageOf(origin = '') {
  const [, host, path] = BY_WEB.exec(origin) ?? BY_SSH.exec(origin) ?? []
  return host && path && !SSH_ALONE.test(host) ? `https://${host}/${path}` : undefined
}

function requireAddress(value) {
  if (isWebAddress(value)) return value
  throw usageError(`PACKAGE_HOMEPAGE: ${JSON.stringify(value)} is no address; accepted: https://…`)
}

function requireMaintainer(value) {
  if (/^[^<>]+ <[^<>@\s]+@[^<>@\s]+>$/.test(value)) return value
  throw usageError(
    `PACKAGE_MAINTAINER: ${JSON.stringify(value)} is not accepted; accepted: Name <mail@address>`
  )
}

function updatesOf(value) {
  const [, owner, repo] = /^github:([\w.-]+)\/([\w.-]+)$/.exec(value) ?? []
  if (owner) return { provider: 'github', owner, repo }
  if (isWebAddress(value)) return { provider: 'generic', url: value }
  throw usageError(
    `PACKAGE_UPDATES: ${JSON.stringify(value)} is not accepted; accepted: github:owner/repository, or the https address of a folder with the installers`
  )
}

function isWebAddress(value) {
  return URL.canParse(value) && ['https:', 'http:'].includes(new URL(value).protocol)
}
