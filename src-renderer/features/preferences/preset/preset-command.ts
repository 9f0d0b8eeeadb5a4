/** What `npm run package` takes for a name (scripts/package/options.mjs): it becomes the app's, and every shell reads the command alike. */
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._()+-]{0,58}[\p{L}\p{M}\p{N}_()+-])?$/u

/** What a build is preconfigured with, beside the file. */
export interface PresetChoices {
  /** Empty: the build takes its name from the file. */
  readonly name: string
  readonly locked: boolean
}

/** Whether the app can have that name; none is fine as well. */
export const isPresetName = (name: string): boolean => name.trim() === '' || NAME.test(name.trim())

/** `Checkout QA` → `checkout-qa.json`; a name without a single Latin letter or digit, and none, is `preset.json`. */
export function presetFileName({ name }: PresetChoices): string {
  const slug = name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return `${slug || 'preset'}.json`
}

/** What makes the installer, run in the project's folder with the file beside it. */
export function presetCommand(choices: PresetChoices): string {
  const name = choices.name.trim()
  return [
    `npm run package -- --profile ${presetFileName(choices)}`,
    ...(name ? [`--name "${name}"`] : []),
    ...(choices.locked ? ['--lock tester'] : [])
  ].join(' ')
}
