/**
 * Makes one file per platform: Node's own binary with the headless server, the panel, and the thread for passwords inside.
 * `SEA_NODE` names the Node binary to take; left out: the one that runs this.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, relative } from 'node:path'
import { inject } from 'postject'
import { build } from 'vite'
import { at } from '../setup/project.mjs'

/** What Node looks for in its own binary (https://nodejs.org/api/single-executable-applications.html). */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

/** Resolves with the path of the executable in `folder`. `out/` must be built. */
export async function makeSingleExecutable(folder, node = process.env.SEA_NODE ?? process.execPath) {
  mkdirSync(folder, { recursive: true })
  await bundle('src-main/cli/main.ts', folder, 'cli.cjs')
  await bundle('src-main/system/passwords/password-worker.ts', folder, 'password-worker.cjs')
  const blob = join(folder, 'sea.blob')
  const configuration = {
    main: join(folder, 'cli.cjs'),
    output: blob,
    disableExperimentalSEAWarning: true,
    assets: assetsOf(folder)
  }
  writeFileSync(join(folder, 'sea.json'), JSON.stringify(configuration))
  execFileSync(node, ['--experimental-sea-config', join(folder, 'sea.json')], { stdio: 'pipe' })
  const executable = join(folder, process.platform === 'win32' ? 'friendly-oauth2.exe' : 'friendly-oauth2')
  copyFileSync(node, executable)
  chmodSync(executable, 0o755)
  strip(executable)
  // A signature of what was there before is in the way of a new one.
  if (process.platform === 'darwin') execFileSync('codesign', ['--remove-signature', executable])
  await inject(executable, 'NODE_SEA_BLOB', readFileSync(blob), {
    sentinelFuse: FUSE,
    ...(process.platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {})
  })
  if (process.platform === 'darwin') execFileSync('codesign', ['--sign', '-', executable])
  return executable
}

/** One CommonJS file with everything in it, as node:sea wants it. */
async function bundle(source, outDir, name) {
  await build({
    configFile: false,
    root: at(),
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: at(source),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: {
        external: builtinModules.flatMap((module) => [module, `node:${module}`]),
        output: {
          format: 'cjs',
          entryFileNames: name,
          codeSplitting: false,
          // With its names, since libraries tell their classes by them.
          minify: {
            compress: { keepNames: { function: true, class: true } },
            mangle: { keepNames: true },
            codegen: true
          }
        }
      }
    }
  })
}

/** What lies beside the code in `out/`, by its path there. */
function assetsOf(folder) {
  const panel = filesBelow(at('out/renderer')).map((file) => [
    `renderer/${relative(at('out/renderer'), file).replaceAll('\\', '/')}`,
    file
  ])
  return {
    ...Object.fromEntries(panel),
    'third-party-notices.json': at('out/third-party-notices.json'),
    'password-worker.cjs': join(folder, 'password-worker.cjs')
  }
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

/** Symbols are a fifth of the file, and nobody who runs it needs them. It must happen before the blob goes in. */
function strip(executable) {
  if (process.platform !== 'linux') return
  try {
    execFileSync('strip', [executable], { stdio: 'pipe' })
  } catch {
    console.log('strip is not installed (package binutils): the executable keeps its symbols.')
  }
}
