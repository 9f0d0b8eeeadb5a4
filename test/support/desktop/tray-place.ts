import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './launch-desktop'

/** The world of a Linux desktop that shows icons beside the clock, or doesn't: what it answers whoever asks its session bus. */
export function worldWithTray(isShown: boolean): Record<string, string> {
  if (process.platform !== 'linux') return {}
  const folder = makeFolder()
  writeFileSync(join(folder, 'busctl'), `#!/bin/sh\necho 'b ${isShown}'\n`, { mode: 0o755 })
  return { PATH: `${folder}:${process.env['PATH']}` }
}
