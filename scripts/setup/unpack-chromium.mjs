/** Unpacks the Chromium that @sparticuz/chromium carries (Linux, x64) into node_modules/.cache, once. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { at, manifest } from './project.mjs'

const packed = at('node_modules/@sparticuz/chromium/bin')

/**
 * The path of the executable. The package's own `executablePath()` unpacks to one shared folder and answers as soon as the
 * file exists: two callers at a time would start a half-written file. Here a folder is prepared aside and renamed.
 */
export async function unpackChromium() {
  const version = manifest().devDependencies['@sparticuz/chromium']
  const folder = at('node_modules/.cache', `chromium-${version}`)
  const start = join(folder, 'chromium')
  if (existsSync(start)) return start
  mkdirSync(dirname(folder), { recursive: true })
  const aside = mkdtempSync(`${folder}-`)
  try {
    await unpack('chromium.br', join(aside, 'chromium-shell'))
    chmodSync(join(aside, 'chromium-shell'), 0o755)
    await writeStartScript(aside)
    renameSync(aside, folder)
  } catch (error) {
    // Another process was first: its folder is as good.
    if (!existsSync(start)) throw error
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  return start
}

/** A script that starts the browser with the libraries and fonts of the package where the system has none. */
async function writeStartScript(folder) {
  const libraries = lacksLibraries(join(folder, 'chromium-shell')) && (await unpackTar('al2023', folder))
  const fonts = !existsSync('/etc/fonts/fonts.conf') && (await unpackTar('fonts', folder))
  if (fonts) writeFileSync(join(folder, 'own-fonts.conf'), fontConfiguration)
  const script = [
    '#!/bin/sh',
    'here=$(dirname "$0")',
    libraries ? 'export LD_LIBRARY_PATH="$here/lib"' : '',
    fonts ? 'export FONTCONFIG_FILE="$here/own-fonts.conf"' : '',
    'exec "$here/chromium-shell" "$@"'
  ]
  writeFileSync(join(folder, 'chromium'), `${script.filter(Boolean).join('\n')}\n`, { mode: 0o755 })
}

/** Names the fonts that lie beside it, wherever the folder is. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`

const lacksLibraries = (executable) =>
  /error while loading shared libraries/.test(
    spawnSync(executable, ['--version'], { encoding: 'utf8' }).stderr
  )

async function unpackTar(name, folder) {
  const archive = join(folder, `${name}.tar`)
  await unpack(`${name}.tar.br`, archive)
  const { status } = spawnSync('tar', ['-xf', archive, '-C', folder])
  rmSync(archive)
  if (status !== 0) throw new Error(`The tests' browser could not be unpacked: tar ended with ${status}`)
  return true
}

const unpack = (name, to) =>
  pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), createWriteStream(to))
