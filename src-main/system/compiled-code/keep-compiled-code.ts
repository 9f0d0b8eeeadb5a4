import { statSync } from 'node:fs'
import nodeModule from 'node:module'
import { join } from 'node:path'
import { cachedDataVersionTag } from 'node:v8'
import { singleExecutable } from '../built-files'
import { compileWithData } from './compile-with-data'

/**
 * Has what V8 makes of the program's files, which lie in `program`, kept beside them for the next start, which has nothing to compile then and is a
 * quarter shorter. To be called before any of them is loaded. Whoever may write there could change the program itself; where nobody may, it starts
 * as it would without.
 */
export function keepCompiledCode(program: string): void {
  // Nothing lies beside that one.
  if (singleExecutable() || isForeign(program)) return
  const kept = join(program, 'compiled')
  // Node does it by itself since 22.8.
  if (typeof nodeModule.enableCompileCache === 'function') nodeModule.enableCompileCache(kept)
  else compileWithData(program, join(kept, `${process.version}-${cachedDataVersionTag()}`))
}

/** Whether the superuser runs somebody else's program: who could not remove what is kept then, as a build does. */
function isForeign(program: string): boolean {
  return process.getuid?.() === 0 && statSync(program).uid !== 0
}
