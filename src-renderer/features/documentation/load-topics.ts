import groups from '../../../resources/documentation/topics.json'
import type { Topic } from './topic'

/** Every topic in its order, in a language; that language's pages are loaded with the first call. */
export async function loadTopics(language: string): Promise<readonly Topic[]> {
  const { pages } = await (language === 'ru' ? import('./russian-pages') : import('./english-pages'))
  const texts = new Map(Object.entries(pages).map(([path, text]) => [/([\w-]+)\.md$/.exec(path)![1]!, text]))
  return groups.flatMap(({ id: group, topics }) =>
    topics.flatMap((id) => {
      const page = texts.get(id)
      return page === undefined ? [] : [topicOf(id, group, page)]
    })
  )
}

function topicOf(id: string, group: string, page: string): Topic {
  const [heading = '', ...rest] = page.trimStart().split('\n')
  return { id, group, title: heading.replace(/^#\s*/, ''), text: rest.join('\n') }
}
