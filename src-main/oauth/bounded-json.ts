/** Levels of arrays and objects; what is deeper could exhaust the stack of whoever walks through it. */
const MAX_DEPTH = 20

/** The value of a JSON text that came from outside; undefined when it is none, or is nested too deeply. */
export function parseBoundedJson(text: string): unknown {
  if (isDeep(text)) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // The one thing that JSON.parse throws: SyntaxError, for what is no JSON.
  }
}

function isDeep(text: string): boolean {
  let depth = 0
  let inText = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (inText && character === '\\') index++
    else if (character === '"') inText = !inText
    else if (inText) continue
    else if (character === '[' || character === '{') depth++
    else if (character === ']' || character === '}') depth--
    if (depth > MAX_DEPTH) return true
  }
  return false
}
