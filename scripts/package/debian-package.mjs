/** Makes the Debian package of the headless server: the single-file executable, its systemd unit, its defaults and licences. */
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { at, manifest } from '../setup/project.mjs'
import { publisherOf } from './publisher.mjs'
import { systemdUnit } from './systemd-unit.mjs'

/** Debian's words for Node's. */
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64', arm: 'armhf' }

const DEFAULTS = `# Options of the server, as environment variables: see friendly-oauth2 serve --help.
#FRIENDLY_OAUTH2_PORT=9000
#FRIENDLY_OAUTH2_HOST=localhost
#FRIENDLY_OAUTH2_ISSUER=https://identity.example.test
`

const STOP_BEFORE_REMOVAL = `#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl --no-reload disable --now friendly-oauth2.service || true
fi
`

const RESTART_AFTER_UPGRADE = `#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload || true
  systemctl try-restart friendly-oauth2.service || true
fi
`

const RELOAD_UNITS = `#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload || true
fi
`

/** Whether this machine can make one; what makes it is part of Debian itself. */
export function canMakeDebianPackage() {
  try {
    execFileSync('dpkg-deb', ['--version'], { stdio: 'ignore' })
    return process.platform === 'linux' && process.arch in ARCHITECTURES
  } catch {
    return false
  }
}

/** The path of the package in `folder`. `compression` is one of dpkg-deb's; `none` is made at once, and large. */
export function makeDebianPackage(executable, folder, compression = 'xz') {
  // Everybody who installs it must be able to read it, whoever makes it.
  const before = process.umask(0o022)
  const tree = mkdtempSync(join(tmpdir(), 'friendly-oauth2-deb-'))
  try {
    const write = (path, text, mode = 0o644) => {
      mkdirSync(dirname(join(tree, path)), { recursive: true, mode: 0o755 })
      writeFileSync(join(tree, path), text)
      chmodSync(join(tree, path), mode)
    }
    mkdirSync(join(tree, 'usr/bin'), { recursive: true })
    copyFileSync(executable, join(tree, 'usr/bin/friendly-oauth2'))
    chmodSync(join(tree, 'usr/bin/friendly-oauth2'), 0o755)
    mkdirSync(join(tree, 'usr/share/doc/friendly-oauth2'), { recursive: true })
    copyFileSync(at('LICENSE'), join(tree, 'usr/share/doc/friendly-oauth2/copyright'))
    write('usr/lib/systemd/system/friendly-oauth2.service', systemdUnit())
    write('etc/default/friendly-oauth2', DEFAULTS)
    write('DEBIAN/conffiles', '/etc/default/friendly-oauth2\n')
    write('DEBIAN/control', control(statSync(executable).size))
    write('DEBIAN/prerm', STOP_BEFORE_REMOVAL, 0o755)
    write('DEBIAN/postinst', RESTART_AFTER_UPGRADE, 0o755)
    write('DEBIAN/postrm', RELOAD_UNITS, 0o755)
    chmodSync(tree, 0o755)
    const file = join(folder, `friendly-oauth2_${manifest().version}_${ARCHITECTURES[process.arch]}.deb`)
    execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', tree, file], {
      stdio: 'pipe'
    })
    return file
  } finally {
    process.umask(before)
    rmSync(tree, { recursive: true, force: true })
  }
}

function control(bytes) {
  const { version, description } = manifest()
  const { homepage, maintainer } = publisherOf()
  return `Package: friendly-oauth2
Version: ${version}
Architecture: ${ARCHITECTURES[process.arch]}
Maintainer: ${maintainer}${homepage ? `\nHomepage: ${homepage}` : ''}
Installed-Size: ${Math.ceil(bytes / 1024)}
Depends: libc6 (>= 2.28), libstdc++6
Section: net
Priority: optional
Description: ${description}
 The headless server: every flow of OAuth 2.0 and OpenID Connect on localhost:9000,
 with its control panel in the browser.
`
}
