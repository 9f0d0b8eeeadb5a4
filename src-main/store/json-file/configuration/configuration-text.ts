import type { ConfigurationDocument } from './configuration-document'

/** Records in one piece: few enough that other requests wait for no more than a millisecond or two. */
const RECORDS_PER_PIECE = 500

/** Characters that are worth a write of their own. */
const WORTH_WRITING = 65_536

/**
 * The text of `config.json`, in stable order and with two spaces, so that it reads well in a diff. It comes in pieces, which can be asked for
 * again and again: with 100,000 clients it is 80 MB long, and nobody has to have it in memory, or to wait until all of it is made.
 */
export function textOf(document: ConfigurationDocument): Iterable<string> {
  return { [Symbol.iterator]: () => joined(piecesOf(document)) }
}

/** As few as are worth a write, since each is one that is waited for. */
function* joined(pieces: Iterable<string>): Generator<string> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < WORTH_WRITING) continue
    yield text
    text = ''
  }
  if (text) yield text
}

function* piecesOf(document: ConfigurationDocument): Generator<string> {
  let before = '{\n'
  for (const [name, value] of Object.entries(document)) {
    yield `${before}  ${JSON.stringify(name)}: `
    if (Array.isArray(value) && value.length > 0) yield* piecesOfList(value)
    // No text holds a line's end: JSON writes it as \n.
    else yield JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')
    before = ',\n'
  }
  yield '\n}\n'
}

function* piecesOfList(records: readonly unknown[]): Generator<string> {
  let before = '[\n'
  for (let at = 0; at < records.length; at += RECORDS_PER_PIECE) {
    const [start, end] = ['[\n  [\n', '\n  ]\n]']
    const written = JSON.stringify([records.slice(at, at + RECORDS_PER_PIECE)], null, 2)
    yield before + written.slice(start.length, -end.length)
    before = ',\n'
  }
  yield '\n  ]'
}
