/** Characters that end a word where they stand bare, and those that end the command with it. */
const BLANKS = ' \t\r\n'
const ENDS = '|;&<>\n'
const ANSI_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' }

/** What a word is read from, and the values of variables that were set before. */
interface Reading {
  readonly text: string
  readonly variables: ReadonlyMap<string, string>
  at: number
}

/**
 * The commands of a shell's text, in words: quotes of every kind, escapes, continued lines, and variables that the text itself set.
 * Everything else that a shell does (substitutions, globs) stays as it is written.
 */
export function shellCommands(text: string): string[][] {
  const variables = new Map<string, string>()
  // Lines of Windows' shells are continued by ^ or `.
  const reading: Reading = { text: text.replace(/[\\^`]\r?\n/g, ' '), variables, at: 0 }
  const commands: string[][] = []
  let words: string[] = []
  const end = () => {
    const rest = words.filter((word, index) => !isAssignment(word, words.slice(0, index), variables))
    if (rest.length > 0) commands.push(rest)
    words = []
  }
  while (reading.at < reading.text.length) {
    const character = reading.text[reading.at]!
    if (ENDS.includes(character)) {
      reading.at += 1
      end()
    } else if (BLANKS.includes(character)) reading.at += 1
    else if (character === '#') skipLine(reading)
    else words.push(readWord(reading))
  }
  end()
  return commands
}

/** `NAME=value` before a command, or after `export`; its value is kept. */
function isAssignment(word: string, before: readonly string[], variables: Map<string, string>): boolean {
  if (word === 'export' && before.length === 0) return true
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? []
  const stands = before.every((each) => each === 'export' || /^[A-Za-z_]\w*=/.test(each))
  if (name === undefined || value === undefined || !stands) return false
  variables.set(name, value)
  return true
}

function skipLine(reading: Reading): void {
  const end = reading.text.indexOf('\n', reading.at)
  reading.at = end === -1 ? reading.text.length : end
}

function readWord(reading: Reading): string {
  let word = ''
  while (reading.at < reading.text.length) {
    const character = reading.text[reading.at]!
    if ((BLANKS + ENDS).includes(character)) break
    reading.at += 1
    if (character === "'") word += readUntil(reading, "'")
    else if (character === '"') word += readDouble(reading)
    else if (character === '\\') word += reading.text[reading.at++] ?? ''
    else if (character === '$') word += readDollar(reading)
    else word += character
  }
  return word
}

/** Up to a mark that isn't there the rest is taken: a paste often lacks its end. */
function readUntil(reading: Reading, mark: string): string {
  const end = reading.text.indexOf(mark, reading.at)
  const read = reading.text.slice(reading.at, end === -1 ? undefined : end)
  reading.at = end === -1 ? reading.text.length : end + 1
  return read
}

/** Within double quotes a backslash escapes only what has a meaning there. */
function readDouble(reading: Reading): string {
  let read = ''
  while (reading.at < reading.text.length) {
    const character = reading.text[reading.at++]!
    if (character === '"') break
    if (character === '\\' && '"\\$`'.includes(reading.text[reading.at] ?? ' '))
      read += reading.text[reading.at++]!
    else if (character === '$') read += readDollar(reading, true)
    else read += character
  }
  return read
}

/** After a dollar: a quote with escapes, as browsers copy commands, or a variable. */
function readDollar(reading: Reading, isQuoted = false): string {
  if (!isQuoted && reading.text[reading.at] === "'") {
    reading.at += 1
    return readAnsi(reading)
  }
  const [written = '', braced, bare] = /^(?:\{(\w+)\}|(\w+))/.exec(reading.text.slice(reading.at)) ?? []
  const value = reading.variables.get(braced ?? bare ?? '')
  reading.at += written.length
  return value ?? `$${written}`
}

function readAnsi(reading: Reading): string {
  let read = ''
  while (reading.at < reading.text.length) {
    const character = reading.text[reading.at++]!
    if (character === "'") break
    if (character !== '\\') read += character
    else read += readEscape(reading)
  }
  return read
}

function readEscape(reading: Reading): string {
  const [written, hex] = /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(reading.text.slice(reading.at)) ?? []
  if (written !== undefined) {
    reading.at += written.length
    return String.fromCharCode(Number.parseInt(hex ?? written.slice(1), 16))
  }
  const escaped = reading.text[reading.at++] ?? ''
  return ANSI_ESCAPES[escaped] ?? escaped
}
