import { computed, type ComputedRef, type Ref } from 'vue'
import type { Command } from './command'
import { useFixedCommands } from './use-fixed-commands'
import { useFoundObjects } from './use-found-objects'
import { useFoundTopics } from './use-found-topics'

/** The commands that fit what was typed: pages and actions by their words, clients and users by the server's search, topics by their text. */
export function useCommands(typed: Ref<string>, showShortcuts: () => void): ComputedRef<Command[]> {
  const fixed = useFixedCommands(showShortcuts)
  const objects = useFoundObjects(typed)
  const topics = useFoundTopics(typed)
  return computed(() => {
    const words = typed.value.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = ({ title }: Command): boolean => words.every((word) => title.toLowerCase().includes(word))
    const some = fixed.value.filter(fits)
    return [
      ...some.filter(({ group }) => group === 'pages'),
      ...objects.value,
      ...some.filter(({ group }) => group === 'actions'),
      ...topics.value
    ]
  })
}
