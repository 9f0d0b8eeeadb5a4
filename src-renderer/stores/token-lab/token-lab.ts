import { defineStore } from 'pinia'
import { reactive, ref, shallowRef } from 'vue'
import type { RecentToken, SignedCopy, SigningSource, TokenStatus } from '../../../src-main/contract'
import { useApi } from '../../api'
import { emptyQuestion, type QuestionForm, type TokenQuestion } from './question-form'

/** The token lab: what was pasted, what it is held against, and what the server makes of it. */
export const useTokenLabStore = defineStore('token-lab', () => {
  const { client: api } = useApi()
  const text = ref('')
  /** Which of the tokens in the text is looked at. */
  const chosen = ref(0)
  const question = reactive(emptyQuestion())
  const recent = shallowRef<readonly RecentToken[]>()

  /** Looks at another text, with what is known of it; nothing of the one before is expected any more. */
  function open(opened: string, known: Partial<QuestionForm> = {}): void {
    text.value = opened
    chosen.value = 0
    Object.assign(question, emptyQuestion(), known)
  }

  async function loadRecent(): Promise<void> {
    recent.value = await api.tokenLab.recent()
  }

  /** The characters of a token that passed: all of them where whoever looks may see them. */
  async function charactersOf({ id, token, masked }: RecentToken, mayReveal: boolean): Promise<string> {
    if (!masked || !mayReveal) return token ?? ''
    return (await api.tokenLab.reveal({ id })).token
  }

  const verify = (asked: TokenQuestion) => api.tokenLab.verify(asked)
  const statusOf = (token: string): Promise<TokenStatus> => api.tokenLab.status({ token })
  const sign = (
    header: Record<string, unknown>,
    claims: Record<string, unknown>,
    key: SigningSource
  ): Promise<SignedCopy> => api.tokenLab.sign({ header, claims, key })

  return { text, chosen, question, recent, open, loadRecent, charactersOf, verify, statusOf, sign }
})
