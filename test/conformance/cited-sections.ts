import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { SPECIFICATIONS } from './specifications'

/** A test as it stands in the sources: its name below those of the groups that it is in. */
export interface NamedTest {
  readonly groups: readonly string[]
  readonly name: string
}

const GROUP = /^describe\b/
const TEST = /^(it|test)\b/

/** Every test of a folder, without running one. */
export function namedTests(folder: string): NamedTest[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.test.ts')).flatMap((file) => testsIn(join(folder, file)))
}

function testsIn(path: string): NamedTest[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: NamedTest[] = []
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    const called = ts.isCallExpression(node) ? node.expression.getText() : ''
    const name = ts.isCallExpression(node) ? nameOf(node.arguments[0]) : undefined
    if (name !== undefined && TEST.test(called)) found.push({ groups, name })
    const below = name !== undefined && GROUP.test(called) ? [...groups, name] : groups
    ts.forEachChild(node, (child) => visit(child, below))
  }
  visit(source, [])
  return found
}

function nameOf(argument: ts.Expression | undefined): string | undefined {
  if (!argument) return undefined
  if (ts.isStringLiteralLike(argument)) return argument.text
  return ts.isTemplateExpression(argument) ? argument.getText() : undefined
}

/**
 * The sections of each specification that tests and their groups name, in the order of their numbers. A bare `§4.1` is of the
 * specification that was named before it in the same brackets, or else of the one that its groups are about.
 */
export function citedSections(tests: readonly NamedTest[]): ReadonlyMap<string, readonly string[]> {
  const cited = new Map<string, Set<string>>()
  for (const { groups, name } of tests) {
    const about = [...groups].reverse().map(specificationIn).find(Boolean)
    const texts = [...groups, name].flatMap((text) => text.split('('))
    for (const { specification, section } of texts.flatMap((text) => citationsIn(text, about))) {
      const sections = cited.get(specification) ?? new Set()
      cited.set(specification, sections)
      if (section) sections.add(section)
    }
  }
  return new Map([...cited].map(([name, sections]) => [name, [...sections].sort(byNumbers)]))
}

/** What a text cites; a specification that is named without a section has an empty one. */
function citationsIn(text: string, about: string | undefined): { specification: string; section: string }[] {
  let current = about
  return text.split(/[,;]/).flatMap((part) => {
    current = specificationIn(part) ?? current
    const specification = current
    if (!specification) return []
    const sections = [...part.matchAll(/§\s?([A-Z]?\d*(?:\.\d+)*)/g)].map(([, section = '']) => section)
    return ['', ...sections].map((section) => ({ specification, section }))
  })
}

function specificationIn(text: string): string | undefined {
  return SPECIFICATIONS.find(({ name }) => new RegExp(`${name}(?!\\d)`).test(text))?.name
}

function byNumbers(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}
