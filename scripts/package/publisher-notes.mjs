/** What whoever makes packages for Linux should know of them: what nobody said, and what follows from it. */
import { NO_PAGE } from './explain-failure.mjs'

/**
 * @param {{ homepage?: string | undefined, maintainer: string }} publisher
 * @returns {string[]}
 */
export function publisherNotes({ homepage, maintainer }) {
  return homepage ? maintainerNotes(maintainer) : [`An AppImage alone: ${NO_PAGE}`]
}

/** Debian policy §5.6.2 wants a name and a mailbox. */
export function maintainerNotes(maintainer) {
  if (/<.+@.+>$/.test(maintainer)) return []
  return [
    `Packages for Debian must name a mailbox of their maintainer, and “${maintainer}” has none. PACKAGE_MAINTAINER="Name <mail@address>" names it.`
  ]
}
