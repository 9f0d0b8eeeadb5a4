/** Who answers for the packages and where updates come from, as the environment says; a GitHub workflow says most of it by itself. */
import { manifest } from '../setup/project.mjs'
import { usageError } from './options.mjs'

/** Packages for Linux must name a page; without one of the project's own it is where the running app answers. */
const NO_PAGE = 'http://localhost:9000/'
/** An address of GitHub that takes no mail, since there is no mailbox to promise. */
const NO_MAILBOX = 'friendly-oauth2-server@users.noreply.github.com'

/**
 * `{ homepage, maintainer, updates }`: `updates` is electron-builder's `publish`, null where no update is looked for.
 * Throws a usage error that names the variable.
 */
export function publisherOf(env = process.env) {
  const { GITHUB_SERVER_URL: site, GITHUB_REPOSITORY: repository, GITHUB_REPOSITORY_OWNER: owner } = env
  return {
    homepage: homepageOf(env.PACKAGE_HOMEPAGE || (site && repository ? `${site}/${repository}` : NO_PAGE)),
    maintainer: maintainerOf(
      env.PACKAGE_MAINTAINER ||
        (owner ? `${owner} <${owner}@users.noreply.github.com>` : `${manifest().author} <${NO_MAILBOX}>`)
    ),
    updates: env.PACKAGE_UPDATES ? [updatesOf(env.PACKAGE_UPDATES)] : null
  }
}

function homepageOf(value) {
  if (isWebAddress(value)) return value
  throw usageError(`PACKAGE_HOMEPAGE: ${JSON.stringify(value)} is no address; accepted: https://…`)
}

function maintainerOf(value) {
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
