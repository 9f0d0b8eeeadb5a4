import type { Topic } from './topic'

/** The topics that hold every word that was typed, those with it in the title first. */
export function searchTopics(topics: readonly Topic[], typed: string): readonly Topic[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return topics
  const found = topics.filter(({ title, text }) => holdsAll(`${title}\n${text}`, words))
  const inTitle = found.filter(({ title }) => holdsAll(title, words))
  return [...inTitle, ...found.filter((topic) => !inTitle.includes(topic))]
}

function holdsAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words.every((word) => lower.includes(word))
}
