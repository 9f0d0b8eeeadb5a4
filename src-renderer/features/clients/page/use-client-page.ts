import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useClientsStore } from '../../../stores/clients'
import { useSessionStore } from '../../../stores/people/session'
import { useSettingsStore } from '../../../stores/settings/settings'
import { useRecordForm } from '../../../stores/use-record-form'
import { useForm, useProblemText, useUnsavedGuard } from '../../../ui'
import { clientChanges, clientFormOf, clientFormSchema, type ClientForm } from '../settings/client-form'

const NOBODY = clientFormOf({})

/** One client and the form over it. */
export function useClientPage(id: () => string) {
  const { t } = useI18n()
  const store = useClientsStore()
  /** A secret that the server made while saving, because the new method needs one. */
  const newSecret = ref<string>()
  const form = useForm({ schema: clientFormSchema, initial: NOBODY, keptAs: () => `clients/${id()}` })
  useUnsavedGuard(() => form.dirty)

  const { record: client, ...page } = useRecordForm(form, {
    id,
    get: (asked) => store.get(asked),
    async update(before) {
      const changes = clientChanges(clientFormOf(before), form.values as ClientForm)
      const saved = await store.update(before.client_id, changes)
      newSecret.value = saved.client_secret
      return saved.client
    },
    valuesOf: (shown) => clientFormOf(shown),
    identityOf: ({ client_id }) => client_id,
    follows: 'clients',
    words: { problem: useProblemText(), saved: () => t('clients.toast.saved'), mend: () => t('ui.mend') }
  })

  const settings = useSettingsStore()
  if (useSessionStore().may('moderator') && !settings.settings) void settings.load()

  return {
    client,
    ...page,
    newSecret,
    form,
    /** The server's settings, for what a client inherits; undefined for whoever may not see them. */
    inherited: computed(() => settings.settings)
  }
}
