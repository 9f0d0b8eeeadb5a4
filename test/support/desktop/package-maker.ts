import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { layElectronDistribution } from './electron-distribution'

const ROOT = resolve(import.meta.dirname, '../../..')

export interface Packaging {
  readonly code: number
  readonly output: string
}

/** Runs `npm run package` with options in an environment of its own variables and nothing of this machine's that would name the packages. */
export function runPackage(
  options: readonly string[],
  variables: Readonly<Record<string, string>> = {}
): Promise<Packaging> {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(GITHUB|PACKAGE|CSC|INIT)_/.test(name)
  )
  const env = { ...Object.fromEntries(environment), ...variables }
  return new Promise((done) => {
    const argv = [join(ROOT, 'scripts/package.mjs'), ...options]
    const child = execFile(process.execPath, argv, { env }, (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? 1, output: stdout + stderr })
    )
  })
}

/** As `runPackage`, into `folder` and with a distribution of Electron whose executable runs the stand-in. */
export function packageOffline(
  folder: string,
  options: readonly string[],
  variables: Readonly<Record<string, string>> = {}
): Promise<Packaging> {
  const distribution = join(folder, 'electron')
  layElectronDistribution(distribution)
  return runPackage([...options, `-c.directories.output=${folder}`], {
    ELECTRON_OVERRIDE_DIST_PATH: distribution,
    ...variables
  })
}
