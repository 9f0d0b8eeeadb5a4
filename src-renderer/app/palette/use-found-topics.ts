import { ref, watch, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { BookOpen } from '@lucide/vue'
import { usePreferences } from '../../stores/preferences'
import type { Command } from './command'

const MOST_TOPICS = 5

/** Topics of the documentation that hold what was typed; the pages are loaded with the first search. */
export function useFoundTopics(typed: Ref<string>): Ref<Command[]> {
  const router = useRouter()
  const { language } = usePreferences()
  const found = ref<Command[]>([]) as Ref<Command[]>
  watch(typed, async (text) => {
    const search = text.trim()
    if (search === '') return void (found.value = [])
    const { loadTopics, searchTopics } = await import('../../features/documentation/search')
    const topics = searchTopics(await loadTopics(language.value), search).slice(0, MOST_TOPICS)
    if (search !== typed.value.trim()) return
    found.value = topics.map(({ id, title }) => ({
      id: `topic-${id}`,
      group: 'documentation',
      title,
      icon: BookOpen,
      run: () => router.push(`/documentation/${id}`)
    }))
  })
  return found
}
