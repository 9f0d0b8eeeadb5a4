import nodeModule from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { constants, Script } from 'node:vm'
import { createCompiledReader, writeCompiled } from './compiled-data'

/** By then a server has run what it runs once, and V8 has not yet thrown it away. */
const SETTLED_MS = 2_000

type Compile = (this: NodeJS.Module, source: string, filename: string, ...more: unknown[]) => unknown
/** What stands around a CommonJS file gives it these. */
type Given = [
  exports: unknown,
  require: (id: string) => unknown,
  module: NodeJS.Module,
  filename: string,
  folder: string
]

/**
 * Compiles CommonJS files below `program` with what `kept` holds of them, and keeps there what was missing: some seconds after it was loaded, or when the
 * process ends before. For Node 20, whose loader has no such thing; other files are left to it.
 */
export function compileWithData(program: string, kept: string): void {
  const prototype = nodeModule.prototype as unknown as { _compile: Compile }
  const compileAsNode = prototype._compile
  const readCompiled = createCompiledReader()
  const unkept = new Map<string, { source: string; script: Script }>()
  let waiting: NodeJS.Timeout | undefined

  const keep = () => {
    waiting = undefined
    for (const [file, { source, script }] of unkept) writeCompiled(file, source, script.createCachedData())
    unkept.clear()
  }
  process.once('exit', keep)
  const keepSoon = (file: string, source: string, script: Script) => {
    unkept.set(file, { source, script })
    waiting ??= setTimeout(keep, SETTLED_MS).unref()
  }

  prototype._compile = function (source, filename, ...more) {
    if (!filename.startsWith(program + sep)) return compileAsNode.call(this, source, filename, ...more)
    const file = join(kept, `${relative(program, filename).replaceAll(sep, '-')}.data`)
    const cachedData = readCompiled(file, source)
    const script = new Script(nodeModule.wrap(source.replace(/^#!/, '//')), {
      filename,
      ...(cachedData && { cachedData }),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
    })
    if (!cachedData || script.cachedDataRejected) keepSoon(file, source, script)
    const run = script.runInThisContext() as (...given: Given) => unknown
    const require = nodeModule.createRequire(filename)
    return run.call(this.exports, this.exports, require, this, filename, dirname(filename))
  }
}
