/**
 * npm run package:headless: the server without a desktop, in dist/headless/: one executable file, and on Debian a package of it
 * with a systemd unit.
 */
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { at, manifest } from './setup/project.mjs'
import { requireNode } from './setup/node-version.mjs'
import { publisherOf } from './package/publisher.mjs'
import { maintainerNotes } from './package/publisher-notes.mjs'

requireNode(manifest().engines.node)
const { installWhatIsMissing } = await import('./setup/install.mjs')
const { buildWhatIsStale } = await import('./setup/build.mjs')

await installWhatIsMissing()
if (!(await buildWhatIsStale())) process.exit(1)
const { makeSingleExecutable } = await import('./package/single-executable.mjs')
const { canMakeDebianPackage, makeDebianPackage } = await import('./package/debian-package.mjs')

const target = at('dist/headless')
mkdirSync(target, { recursive: true })
const workshop = mkdtempSync(join(target, '.making-'))
try {
  const executable = handOver(await makeSingleExecutable(workshop))
  if (canMakeDebianPackage()) {
    for (const note of maintainerNotes(publisherOf().maintainer)) console.log(note)
    handOver(makeDebianPackage(executable, workshop))
  } else console.log('No Debian package: dpkg-deb is not on this machine.')
} finally {
  rmSync(workshop, { recursive: true, force: true })
}

/** What stands in the target is whole, also when somebody stops this. */
function handOver(made) {
  const file = join(target, basename(made))
  renameSync(made, file)
  console.log(file)
  return file
}
