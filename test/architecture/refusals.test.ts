import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MESSAGES } from '../../src-main/model'
import en from '../../resources/locales/en/issues.json'
import ru from '../../resources/locales/ru/issues.json'

/** Whatever makes a refusal of what it is given. */
const REFUSING =
  /\b(refusal|unprocessable|tokenFault|fault|notBuilt|notFound|notOne|new [A-Z]\w+(NotBuilt|Fault))\(/g

const FOLDERS = ['src-main/panel', 'src-main/playground', 'src-main/oauth/tokens/keys']

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name))
}

/** What stands between the parenthesis at `start` and its fellow. */
function argumentsAt(text: string, start: number): string {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')' && --depth === 0) return text.slice(start + 1, at)
  }
  return text.slice(start)
}

/** The texts of a refusal that are written where it is made, apart from what `say` is given. */
function ownSentences(given: string): string[] {
  const withoutSaid = given.replace(/\bsay\((?:[^()]|\([^()]*\))*\)/g, '')
  return [...withoutSaid.matchAll(/(['"`])((?:\\.|(?!\1).)*)\1/gs)]
    .map(([, , text]) => text!)
    .filter((text) => / /.test(text.replace(/\$\{[^}]*\}/g, '')))
}

interface Refusal {
  readonly place: string
  readonly given: string
}

const refusals: readonly Refusal[] = FOLDERS.flatMap(filesIn).flatMap((file) => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(REFUSING)].map((found) => ({
    place: `${file}: ${found[0]}`,
    given: argumentsAt(text, found.index + found[0].length - 1)
  }))
})

describe('Every refusal of the panel and the playground', () => {
  it('takes its sentence from the table that is translated, and has none of its own', () => {
    expect(refusals.length).toBeGreaterThan(100)
    const untranslated = refusals.flatMap(({ place, given }) =>
      ownSentences(given).map((text) => `${place} ${text}`)
    )
    expect(untranslated).toEqual([])
  })

  it('names a sentence that both languages know', () => {
    const names = refusals.flatMap(({ given }) => [...given.matchAll(/\bsay\('(\w+)'/g)].map(([, id]) => id!))
    expect(names.length).toBeGreaterThan(80)
    const unknown = names.filter((id) => !(id in MESSAGES && id in en && id in ru))
    expect(unknown).toEqual([])
  })

  it('is found where somebody writes its words on the spot', () => {
    expect(ownSentences("'CONFLICT', 'There is one already'")).toEqual(['There is one already'])
    expect(ownSentences("['key'], say('key_gone', { kid: of('a b') })")).toEqual([])
  })
})
