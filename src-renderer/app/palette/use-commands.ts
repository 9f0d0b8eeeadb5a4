import { computed, type ComputedRef, type Ref } from 'vue'
import type { Command } from './command'
import { useFixedCommands } from './use-fixed-commands'
import { useFoundObjects } from './use-found-objects'
import { useFoundTopics } from './use-found-topics'
import { useSettingCommands } from './use-setting-commands'
import { useTokenCommand } from './use-token-command'

/** The commands that fit what was typed: pages, settings and actions by their words, clients and users by the server's search, topics by their text. */
export function useCommands(typed: Ref<string>, showShortcuts: () => void): ComputedRef<Command[]> {
  const fixed = useFixedCommands(showShortcuts)
  const objects = useFoundObjects(typed)
  const topics = useFoundTopics(typed)
  const settings = useSettingCommands(typed)
  const tokenCommand = useTokenCommand()
  return computed(() => {
    const token = tokenCommand(typed.value)
    if (token) return [token]
    const words = typed.value.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = ({ title, also = '' }: Command): boolean =>
      words.every((word) => `${title} ${also}`.toLowerCase().includes(word))
    const some = fixed.value.filter(fits)
    return [
      ...some.filter(({ group }) => group === 'pages'),
      ...settings.value,
      ...objects.value,
      ...some.filter(({ group }) => group === 'actions'),
      ...topics.value
    ]
  })
}
