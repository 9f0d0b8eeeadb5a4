import type { Random } from '../../ports'

/** RFC 8628 §6.1: twenty consonants, which spell no words and are hard to confuse. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 8
const MAX_TYPED = 100

/** What people type for a letter that it looks like, in Latin, in Cyrillic and in digits; none of these is in a code. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'Q',
  O: 'Q',
  '1': 'L',
  I: 'L',
  '2': 'Z',
  '5': 'S',
  '6': 'G',
  '8': 'B',
  U: 'V',
  В: 'B',
  С: 'C',
  Н: 'H',
  К: 'K',
  М: 'M',
  Р: 'P',
  Т: 'T',
  Х: 'X'
}

/** A code of 34.5 bits (RFC 8628 §6.1), in capital letters without separators. */
export function makeUserCode(random: Pick<Random, 'alphanumeric'>): string {
  let code = ''
  // Every character is equally likely, so that those of them that are in the alphabet are too.
  while (code.length < LENGTH) code += lettersOf(random.alphanumeric(64))
  return code.slice(0, LENGTH)
}

/** As it is shown: XXXX-XXXX. */
export function shownUserCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** As it is compared, whatever case, separators and look-alikes it was typed with (RFC 8628 §6.1). */
export function normalizeUserCode(typed: string): string {
  const characters = typed.slice(0, MAX_TYPED).normalize('NFKC').toUpperCase()
  return lettersOf([...characters].map((one) => LOOK_ALIKES[one] ?? one).join(''))
}

function lettersOf(text: string): string {
  return [...text].filter((one) => LETTERS.includes(one)).join('')
}
