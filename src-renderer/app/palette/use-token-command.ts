import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { FileKey2 } from '@lucide/vue'
import { useTokenLabStore } from '../../stores/token-lab/token-lab'
import { readTokens } from '../../ui'
import { action, type Command } from './command'

/** The command that opens the Token lab with what was typed or pasted; undefined where that holds no JWT. */
export function useTokenCommand(): (text: string) => Command | undefined {
  const { t } = useI18n()
  const router = useRouter()
  const lab = useTokenLabStore()
  return (text) => {
    if (!readTokens(text).some(({ shape }) => shape.kind !== 'opaque')) return undefined
    return action('open-token', t('tokenLab.openIn'), FileKey2, () => {
      lab.open(text)
      return router.push('/token-lab')
    })
  }
}
