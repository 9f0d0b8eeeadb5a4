/** Folder names that say nothing of what lives there. */
const FORBIDDEN_FOLDERS = [
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'shared',
  'lib',
  'types',
  'misc',
  'core'
]
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/
const PASCAL = /^([A-Z][a-z0-9]*)+$/

/** What is wrong with the names in a list of paths, relative to the project: each as `path: what it should be`. */
export function nameFaults(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const steps = path.split('/')
    const file = steps.at(-1)!
    const folders = steps.slice(0, -1)
    const faults = folders.flatMap((folder) => {
      if (FORBIDDEN_FOLDERS.includes(folder)) return [`${path}: a folder is not called ${folder}`]
      return KEBAB.test(folder) ? [] : [`${path}: the folder ${folder} is not in kebab-case`]
    })
    const [stem = ''] = file.split('.')
    if (file.endsWith('.vue'))
      return PASCAL.test(stem) ? faults : [...faults, `${path}: a component is in PascalCase`]
    return KEBAB.test(stem) ? faults : [...faults, `${path}: a file is in kebab-case`]
  })
}

/** What is wrong with the opening of a room's index.ts: a comment of three to eight lines says what lives there. */
export function openingFaults(path: string, text: string): string[] {
  const comment = /^\/\*\*\n((?: \*.*\n)+?) \*\/\n/.exec(text)?.[1]
  if (!comment) return [`${path}: opens with no comment that says what lives here`]
  const lines = comment.trimEnd().split('\n').length
  return lines >= 3 && lines <= 8
    ? []
    : [`${path}: the opening comment has ${lines} lines, not three to eight`]
}

/** Words that stand for work that was put off, or for a check that was switched off. */
const UNFINISHED = [
  /\bTODO\b/,
  /\bFIXME\b/,
  /\bXXX\b/,
  /eslint-disable/,
  /@ts-(ignore|nocheck|expect-error)/,
  /\b(it|test|describe)\.(skip|only|todo)\b/
]

export function unfinishedWork(path: string, text: string): string[] {
  return UNFINISHED.filter((sign) => sign.test(text)).map((sign) => `${path}: ${sign.exec(text)![0]}`)
}
