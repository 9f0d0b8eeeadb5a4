import type { ConfigurationChange, NewestConfiguration, SettingsDocument } from '../../../ports'
import { CONFIGURATION_NAMES, createConfigurationParser, parseSettings } from './configuration-schemas'
import type { ConfigurationWriter } from './configuration-writer'
import { definitionOf, type AnyRecord, type Change } from '../record'

/** The settings, read from memory and written through the configuration's queue. */
export function createSettingsDocument(
  writer: Pick<ConfigurationWriter, 'settings' | 'write'>
): SettingsDocument {
  return {
    get: writer.settings,
    update: (change) =>
      writer.write((view) => {
        const settings = parseSettings(change(view.settings))
        return { settings, result: settings }
      })
  }
}

/** Writes settings and records of several collections as one. */
export function writeConfigurationThrough(
  writer: Pick<ConfigurationWriter, 'write'>,
  given: ConfigurationChange | ((newest: NewestConfiguration) => ConfigurationChange)
): Promise<void> {
  return writer.write((view) => {
    const change = typeof given === 'function' ? given(view as NewestConfiguration) : given
    const changes = CONFIGURATION_NAMES.flatMap((name) => {
      const records: readonly AnyRecord[] = change[name] ?? []
      if (records.length === 0) return []
      const parse = createConfigurationParser(name, records.length)
      return records.map((record): Change => {
        const after = parse(record)
        return { name, key: definitionOf(name).key(after), after }
      })
    })
    const removals = CONFIGURATION_NAMES.flatMap((name) =>
      (change.removed?.[name] ?? []).map((key): Change => ({ name, key }))
    )
    return {
      changes: [...changes, ...removals],
      ...(change.settings && { settings: parseSettings(change.settings) }),
      result: undefined
    }
  })
}
