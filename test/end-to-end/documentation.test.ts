import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lexer, type Tokens } from 'marked'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import groups from '../../resources/documentation/topics.json'
import { runCurl } from '../support/curl-command'
import { startDocumentedServer, type DocumentedServer } from '../support/documented-server'

const FOLDER = resolve(import.meta.dirname, '../../resources/documentation')
const TOPICS = groups.flatMap(({ topics }) => topics)
const pageOf = (language: string, topic: string) =>
  readFileSync(join(FOLDER, language, `${topic}.md`), 'utf8')
const examplesOf = (language: string, topic: string) =>
  lexer(pageOf(language, topic)).filter((token): token is Tokens.Code => token.type === 'code')

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
