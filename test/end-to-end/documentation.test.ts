import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lexer, type Tokens } from 'marked'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import groups from '../../resources/documentation/topics.json'
import { runCurl } from '../support/curl-command'
import { startDocumentedServer, type DocumentedServer } from '../support/documented-server'

const FOLDER = resolve(import.meta.dirname, '../../resources/documentation')
const LOCALES = resolve(import.meta.dirname, '../../resources/locales')
const TOPICS = groups.flatMap(({ topics }) => topics)
const pageOf = (language: string, topic: string) =>
  readFileSync(join(FOLDER, language, `${topic}.md`), 'utf8')
const examplesOf = (language: string, topic: string) =>
  lexer(pageOf(language, topic)).filter((token): token is Tokens.Code => token.type === 'code')

/** Whether the panel shows it, with whatever may stand in the place of a `{name}`; a Russian word may be inflected. */
function shownNames(language: string): (name: string) => boolean {
  const texts = readdirSync(join(LOCALES, language))
    .flatMap((file) => textsIn(JSON.parse(readFileSync(join(LOCALES, language, file), 'utf8'))))
    .map((text) => text.replace(/…$/, ''))
  const exact = new Set(texts)
  const short = texts.filter((text) => text.length < 60 && /\p{L}{4}/u.test(text.replace(PLACE, '')))
  const patterns = short.map((text) => new RegExp(`^${patternOf(text, language)}$`, 'u'))
  return (name) => exact.has(name) || patterns.some((pattern) => pattern.test(name))
}

const PLACE = /\{\w+\}/g
const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsIn)
const patternOf = (text: string, language: string): string =>
  text
    .split(PLACE)
    .map((part) => part.replace(/[.*+?^$()|[\]{}\\/]/g, '\\$&'))
    .map((part) =>
      language === 'ru' ? part.replace(/\p{L}{5,}/gu, (word) => `${word.slice(0, -2)}\\p{L}*`) : part
    )
    .join('.+')

/** What a page sets in italics: names of sections, tabs and buttons. */
const namesIn = (page: string): readonly string[] => {
  const prose = page.replace(/```[^]*?```|`[^`]*`/g, '')
  const italics = [...prose.matchAll(/(?<![\p{L}*_])_([^_\n]+)_(?![\p{L}_])/gu)]
  return italics.flatMap(([, name]) => name!.split(' → ')).map((name) => name.replace(/…$/, ''))
}

/** What `expect=200` beside the language of an example says it is answered with. */
const statusOf = ({ lang }: Tokens.Code): number | undefined => {
  const mark = lang?.split(' ').find((one) => one.startsWith('expect='))
  return mark ? Number(mark.slice('expect='.length)) : undefined
}

describe('The documentation', () => {
  it.each(['en', 'ru'])('has a page for every topic and no other (%s)', (language) => {
    expect(readdirSync(join(FOLDER, language)).sort()).toEqual(TOPICS.map((topic) => `${topic}.md`).sort())
  })

  it.each(TOPICS)('%s begins with its title and has the same examples in both languages', (topic) => {
    for (const language of ['en', 'ru']) expect(pageOf(language, topic)).toMatch(/^# \S/)
    const texts = (language: string) => examplesOf(language, topic).map(({ lang, text }) => [lang, text])
    expect(texts('ru')).toEqual(texts('en'))
  })

  it.each(['en', 'ru'])('calls sections, tabs and buttons as the panel does (%s)', (language) => {
    const isShown = shownNames(language)
    const names = TOPICS.flatMap((topic) => namesIn(pageOf(language, topic)).map((name) => [topic, name]))
    expect(names.filter(([, name]) => !isShown(name!))).toEqual([])
  })

  it.each(TOPICS)('%s links to pages that there are', (topic) => {
    for (const language of ['en', 'ru']) {
      const links = [...pageOf(language, topic).matchAll(/\]\(([\w-]+)\.md\)/g)].map(([, id]) => id)
      expect(links.filter((id) => !TOPICS.includes(id!))).toEqual([])
    }
  })
})

describe('An example of the documentation', () => {
  let server: DocumentedServer
  beforeAll(async () => {
    server = await startDocumentedServer()
  })
  afterAll(() => server?.close())

  const examples = TOPICS.flatMap((topic) =>
    examplesOf('en', topic).flatMap((example, index) => {
      const status = statusOf(example)
      return status === undefined ? [] : [{ topic, number: index + 1, status, text: example.text }]
    })
  )

  it.each(examples)('no. $number of $topic is answered with $status', async ({ text, status }) => {
    const answer = await runCurl(await server.fillIn(text))
    expect(answer, answer.body).toMatchObject({ status })
  })
})
