import { ref, shallowRef, watch } from 'vue'
import type { Preview } from '../../../src-main/contract'
import { problemOf } from '../../api'
import { usePreviewStore } from './preview'

/** Milliseconds of quiet before the server is asked again. */
const PAUSE_MILLISECONDS = 200

/** The preview of what `asked` says, made again whenever that changes; undefined asks for nothing. */
export function usePreview(
  asked: () => { client_id: string; username: string; scope: string } | undefined,
  words: (problem: ReturnType<typeof problemOf>) => string
) {
  const store = usePreviewStore()
  const preview = shallowRef<Preview>()
  /** Whether what is shown is of a person. */
  const forPerson = ref(false)
  const problem = ref<string>()
  let latest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    const question = ++latest
    const wish = asked()
    if (!wish?.client_id) return void (preview.value = undefined)
    try {
      const made = await store.show(wish.client_id, wish.username, wish.scope)
      if (question !== latest) return
      preview.value = made
      forPerson.value = wish.username !== ''
      problem.value = undefined
    } catch (error) {
      if (question !== latest) return
      problem.value = words(problemOf(error))
    }
  }

  watch(
    () => JSON.stringify(asked()),
    (_now, before) => {
      clearTimeout(timer)
      if (before === undefined) void load()
      else timer = setTimeout(() => void load(), PAUSE_MILLISECONDS)
    },
    { immediate: true }
  )
  return { preview, forPerson, problem, load }
}
