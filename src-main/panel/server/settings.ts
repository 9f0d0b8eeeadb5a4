import { HIDDEN_SECRET, withoutHidden } from '../../contract'
import {
  CLIENT_AUTHENTICATION_NAMES,
  FLOW_NAMES,
  flowsOfGrantType,
  patchSettings,
  settingsSchema,
  z,
  type Client,
  type ClientAuthenticationName,
  type FlowName,
  type Settings,
  type SettingsPatch
} from '../../model'
import type { Awaitable, Store } from '../../ports'
import type { PanelBase } from '../access/base'
import { issuesOf } from '../access/issues'
import { unprocessable } from '../access/refusal'

/** The discovery document, as it is or as it would be with other settings. */
export type MetadataSource = (settings?: Settings) => Awaitable<object>

/** Every procedure of `settings`. */
export function createSettings(
  base: PanelBase,
  { store, metadata }: { store: Pick<Store, 'settings' | 'clients'>; metadata: MetadataSource }
) {
  return {
    get: base.settings.get.handler(async () => shown(await store.settings.get())),

    update: base.settings.update.handler(async ({ input }) =>
      shown(await store.settings.update((current) => patched(current, input)))
    ),

    usage: base.settings.usage.handler(async () => usageOf((await store.clients.list()).items)),

    previewMetadata: base.settings.previewMetadata.handler(async ({ input }) => ({
      ...(await metadata(patched(await store.settings.get(), input)))
    }))
  }
}

/** Moderators read the settings too, so no secret leaves: the SMTP password, and the one that pairwise subjects are made from. */
function shown(settings: Settings): Settings {
  const { mail, tokens } = settings
  const password = mail.password === null ? null : HIDDEN_SECRET
  return { ...settings, mail: { ...mail, password }, tokens: { ...tokens, pairwise_salt: null } }
}

/** What was sent, without the signs that stand in the place of secrets. */
function meant({ mail, tokens, ...patch }: SettingsPatch): SettingsPatch {
  const { pairwise_salt, ...others } = tokens ?? {}
  return {
    ...patch,
    ...(mail && { mail: withoutHidden(mail) }),
    ...(tokens && { tokens: { ...others, ...(pairwise_salt && { pairwise_salt }) } })
  }
}

function patched(settings: Settings, patch: SettingsPatch): Settings {
  try {
    return patchSettings(settings, meant(patch))
  } catch (error) {
    if (error instanceof z.ZodError) throw unprocessable(issuesOf(settingsSchema, error, patch))
    throw error
  }
}

function usageOf(clients: readonly Client[]) {
  const flows = zeros<FlowName>(FLOW_NAMES)
  const client_authentication = zeros<ClientAuthenticationName>(CLIENT_AUTHENTICATION_NAMES)
  for (const client of clients) {
    client_authentication[client.token_endpoint_auth_method] += 1
    for (const flow of new Set(client.grant_types.flatMap(flowsOfGrantType))) flows[flow] += 1
  }
  return { flows, client_authentication }
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
}
