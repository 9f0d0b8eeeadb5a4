import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Writes down whose code the built product carries: every package from which a module was bundled, with its licence's text.
 * `collect` is the plugin for each part of the build; the file holds what the parts built so far have brought.
 */
export function createThirdPartyNotices({ file, licenseFile }) {
  const packages = new Map()
  const collect = {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle))
        for (const id of chunk.moduleIds ?? []) {
          const folder = packageFolderOf(id)
          if (folder) packages.set(folder, packages.get(folder) ?? noticeOf(folder))
        }
    },
    closeBundle() {
      const sorted = [...packages.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
      mkdirSync(dirname(file), { recursive: true })
      const license = readFileSync(licenseFile, 'utf8')
      writeFileSync(file, JSON.stringify({ license, packages: sorted }))
    }
  }
  return { collect }
}

/** The folder of the package that a module belongs to; undefined: it is our own. */
function packageFolderOf(id) {
  const path = id.replaceAll('\0', '').split('?')[0].replaceAll('\\', '/')
  const at = path.lastIndexOf('/node_modules/')
  if (at < 0) return undefined
  const [scope, name] = path.slice(at + '/node_modules/'.length).split('/')
  const folder = `${path.slice(0, at)}/node_modules/${scope.startsWith('@') ? `${scope}/${name}` : scope}`
  return existsSync(join(folder, 'package.json')) ? folder : undefined
}

function noticeOf(folder) {
  const { name, version, license, homepage, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8')
  )
  const source = typeof repository === 'string' ? repository : repository?.url
  return {
    name,
    version,
    license: typeof license === 'string' ? license : (license?.type ?? 'see text'),
    homepage: homepage ?? source?.replace(/^git\+/, '').replace(/\.git$/, ''),
    text: licenseTextOf(folder)
  }
}

function licenseTextOf(folder) {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)/i.test(file))
  return name ? readFileSync(join(folder, name), 'utf8') : ''
}
