import { MOST_LEVELS } from '../../../model'

/** What makes a text no JSON, or no use as such, and the line of it, counted from 1. */
export interface SyntaxProblem {
  readonly line: number
  readonly reason: string
}

type Path = readonly (string | number)[]

const SPACE = /[ \t\r\n]*/y
/** What ends a run of characters that stand for themselves in a string. */
const SPECIAL = /["\\\x00-\x1f]/g
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/**
 * Where a text stops being JSON (RFC 8259), is nested too deeply, or has a member of an object a second time; undefined: it is as it should be.
 * Node's own messages name no line.
 */
export function syntaxProblemOf(text: string): SyntaxProblem | undefined {
  const { problem } = scan(text, [])
  return problem && { line: lineAt(text, problem.at), reason: problem.reason }
}

/** The line, counted from 1, on which the value at a path begins; the one of the nearest value around it where there is none. */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  const wanted = path.map((step) => (typeof step === 'number' ? step : String(step)))
  return lineAt(text, scan(text, wanted).found)
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Reads one JSON value and remembers the deepest position on the wanted path. */
function scan(text: string, wanted: Path): { found: number; problem?: { at: number; reason: string } } {
  let at = 0
  let found = 0
  let depthFound = -1
  let level = 0

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at
    const token = pattern.exec(text)?.[0]
    if (token !== undefined) at += token.length
    return token
  }

  function expect(token: string, what: string): void {
    match(SPACE)
    if (!text.startsWith(token, at)) fail(what)
    at += token.length
  }

  function fail(what: string): never {
    const there = at < text.length ? JSON.stringify(text.charAt(at)) : 'the end of the file'
    throw new SyntaxError(`${there} stands where ${what} is expected`)
  }

  /** One run after the other, since one pattern for all of it would try every way to divide a string that doesn't end. */
  function string(): string | undefined {
    if (!text.startsWith('"', at)) return undefined
    const start = at
    at += 1
    for (;;) {
      SPECIAL.lastIndex = at
      at = SPECIAL.exec(text)?.index ?? text.length
      if (text.startsWith('"', at)) break
      if (match(ESCAPE)) continue
      fail(text.startsWith('\\', at) ? 'an escape that JSON knows' : 'the double quote that ends a text')
    }
    at += 1
    return text.slice(start, at)
  }

  /** `depth`: how many steps of the wanted path lead here; undefined: it lies beside the path. */
  function value(depth: number | undefined): void {
    match(SPACE)
    if (depth !== undefined && depth > depthFound) {
      depthFound = depth
      found = at
    }
    if (text.startsWith('{', at)) object(depth)
    else if (text.startsWith('[', at)) array(depth)
    else if (string() === undefined && !match(LITERAL)) fail('a value')
  }

  function below(depth: number | undefined, step: string | number): number | undefined {
    return depth !== undefined && wanted[depth] === step ? depth + 1 : undefined
  }

  function members(close: string, member: (index: number) => void): void {
    level += 1
    if (level > MOST_LEVELS) throw new SyntaxError(`it is nested deeper than ${MOST_LEVELS} levels`)
    at += 1
    match(SPACE)
    for (let index = 0; !(index === 0 && text.startsWith(close, at)); index += 1) {
      member(index)
      match(SPACE)
      if (text.startsWith(close, at)) break
      expect(',', `"," or "${close}"`)
      match(SPACE)
    }
    at += 1
    level -= 1
  }

  function object(depth: number | undefined): void {
    const places = new Map<string, number>()
    members('}', () => {
      const start = at
      const name = String(JSON.parse(string() ?? fail('a name in double quotes')))
      const first = places.get(name)
      if (first !== undefined) {
        at = start
        throw new SyntaxError(`${JSON.stringify(name)} stands twice, first on line ${lineAt(text, first)}`)
      }
      places.set(name, start)
      expect(':', '":"')
      value(below(depth, name))
    })
  }

  function array(depth: number | undefined): void {
    members(']', (index) => value(below(depth, index)))
  }

  try {
    value(0)
    match(SPACE)
    if (at < text.length) fail('the end of the file')
  } catch (problem) {
    if (problem instanceof SyntaxError) return { found, problem: { at, reason: problem.message } }
    throw problem
  }
  return { found }
}
