import { readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const out = resolve(import.meta.dirname, '../../out')

/** Every module name that a built file asks for, at once or when needed. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  const names = [...source.matchAll(/\b(?:require|import)\(["'`]([^"'`]+)["'`]\)/g)].map(
    ([, name = '']) => name
  )
  // What the build writes has an ending; a relative name without one stands in a dependency's comment.
  return names.filter((name) => !name.startsWith('.') || name.endsWith('.js'))
}

/** All files that can be reached from one, and all names that lead out of the build. */
function graphOf(entry: string): { files: Set<string>; outside: Set<string> } {
  const files = new Set<string>()
  const outside = new Set<string>()
  const visit = (file: string) => {
    if (files.has(file)) return
    files.add(file)
    for (const name of importsOf(file))
      if (name.startsWith('.')) visit(join(dirname(file), name))
      else outside.add(name)
  }
  visit(entry)
  return { files, outside }
}

const isForeign = (name: string) => !isBuiltin(name) && name !== 'electron'

describe('the built command line', () => {
  const { files, outside } = graphOf(join(out, 'main/cli.js'))

  it('reaches no Electron and none of the desktop’s code', () => {
    expect(files.size).toBeGreaterThan(5)
    expect([...outside]).not.toContain('electron')
    expect([...files]).not.toContain(join(out, 'main/main.js'))
    const desktop = [...files].filter((file) => /BrowserWindow|ipcMain/.test(readFileSync(file, 'utf8')))
    expect(desktop).toEqual([])
  })

  it('needs no node_modules', () => {
    expect([...outside].filter(isForeign)).toEqual([])
  })

  it('loads nothing of the rest before it has compiled code kept', () => {
    const first = importsOf(join(out, 'main/cli.js')).filter((name) => name.startsWith('.'))
    expect(first).toEqual([
      expect.stringMatching(/^\.\/chunks\/rolldown-runtime-/),
      expect.stringMatching(/^\.\/chunks\/beginning-/),
      expect.stringMatching(/^\.\/chunks\/run-/)
    ])
    const [beginning] = [...files].filter((file) => file.includes('/beginning-'))
    expect(importsOf(beginning!).filter((name) => !isBuiltin(name))).toEqual([
      expect.stringMatching(/^\.\/rolldown-runtime-/)
    ])
  })

  it('is written so that V8 needs one byte for each character', () => {
    const server = [...files].filter((file) => /\/(?:server|system)-[^/]+$/.test(file))
    expect(server.length).toBeGreaterThan(1)
    for (const file of server) expect(readFileSync(file, 'latin1')).not.toMatch(/[\u0080-\u00ff]/)
  })

  it('can be started by its path', () => {
    expect(readFileSync(join(out, 'main/cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    const isExecutable = (statSync(join(out, 'main/cli.js')).mode & 0o111) !== 0
    expect(process.platform === 'win32' || isExecutable).toBe(true)
  })
})

describe('the built desktop app', () => {
  it('needs Electron and no node_modules', () => {
    const { outside } = graphOf(join(out, 'main/main.js'))
    expect([...outside]).toContain('electron')
    expect([...outside].filter(isForeign)).toEqual([])
  })

  it('has a preload of one file, which requires Electron alone and is small', () => {
    const preload = readFileSync(join(out, 'preload/preload.cjs'), 'utf8')
    const required = [...preload.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map((match) => match[1])
    expect(required).toEqual(['electron'])
    expect(preload.length).toBeLessThan(2_000)
  })
})

describe('the built panel', () => {
  const html = readFileSync(join(out, 'renderer/index.html'), 'utf8')
  const scripts = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => match[1] ?? '')

  it('names its files by relative addresses and holds no script of its own, as its policy wants', () => {
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((address) => !address.startsWith('./'))).toEqual([])
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
    expect(html).toContain('__CSP_NONCE__')
  })

  it('loads under 400 KB of script at first, compressed', () => {
    const bytes = scripts.map((address) => gzipSync(readFileSync(join(out, 'renderer', address))).length)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000)
  })
})
