import { defineStore } from 'pinia'
import { reactive, shallowRef, watch } from 'vue'
import {
  CODE_NAMES,
  LANGUAGE_NAMES,
  type CodeName,
  type Draft,
  type ParsedCurl,
  type WrittenCode
} from '../../../src-main/contract'
import { useApi } from '../../api'
import { draftFormOf } from './draft/playground-draft'
import { usePlaygroundStore } from './playground'

/** How requests are written as code; the choices stay from one visit to the next. */
export interface CodeChoices {
  language: CodeName
  secretsAsVariables: boolean
  wholeFlow: boolean
  withAnswer: boolean
}

const PLACE = 'playground.code'
const FIRST: CodeChoices = { language: 'curl', secretsAsVariables: true, wholeFlow: false, withAnswer: false }

/** Requests as code, written by the server, and the way back from a curl command into the form. */
export const useWrittenCodeStore = defineStore('writtenCode', () => {
  const { client: api } = useApi()
  const choices = reactive<CodeChoices>(storedChoices())
  const written = shallowRef<WrittenCode>()
  let latest = 0
  watch(choices, (now) => localStorage.setItem(PLACE, JSON.stringify(now)))

  /** Writes the draft's own request, or of something that was sent that one. */
  async function write(draft: Draft, exchange: string | undefined): Promise<void> {
    const asked = ++latest
    const { withAnswer: _shown, ...how } = choices
    const answer = draft.client_id
      ? await api.playground.code({ draft, ...how, ...(exchange ? { exchange } : {}) })
      : undefined
    if (asked === latest) written.value = answer
  }

  /** Takes a curl command into the form, and tells what of it had no place there. */
  async function paste(command: string): Promise<ParsedCurl> {
    const parsed = await api.playground.parseCurl({ command })
    const playground = usePlaygroundStore()
    Object.assign(playground.form, draftFormOf(parsed.draft))
    playground.noticeChange()
    return parsed
  }

  return { choices, written, write, paste }
})

/** Whether a language is a shell's, where variables are set in the same text. */
export function isShell(language: CodeName): boolean {
  return language === 'curl' || language === 'httpie'
}

/** Whether a whole flow is a choice: a library always does one. */
export function isLanguage(name: CodeName): boolean {
  return (LANGUAGE_NAMES as readonly CodeName[]).includes(name)
}

function storedChoices(): CodeChoices {
  try {
    const stored = JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Partial<CodeChoices>
    const language = CODE_NAMES.find((name) => name === stored.language) ?? FIRST.language
    const { secretsAsVariables, wholeFlow, withAnswer } = { ...FIRST, ...stored }
    return { language, secretsAsVariables, wholeFlow, withAnswer }
  } catch {
    // What somebody else wrote there is no choice of ours.
    return { ...FIRST }
  }
}
