import { makesProofs, type CodeRequest, type CodeScript, type CodeStep } from '../code-script'
import { camelCase, expressionOf, indented, type Words } from './script-words'
import type { Language } from './language'
import { FETCH_PROOF } from './proofs/fetch-proof'

const WORDS: Words = {
  quote: (words) => JSON.stringify(words),
  environment: (name) => `process.env.${name}`,
  own: camelCase,
  plus: '+'
}

/** JavaScript with the `fetch` of Node and of browsers; a module, so that `await` stands at the top. */
export const fetchJavaScript: Language = {
  write(script) {
    const asks = script.steps.some(({ question }) => question)
    const head = asks
      ? [
          "import { createInterface } from 'node:readline/promises'",
          'const terminal = createInterface({ input: process.stdin, output: process.stdout })',
          ''
        ]
      : []
    const steps = script.steps.map((step, index) => stepOf(step, index, script))
    const proofs = makesProofs(script) ? [`${FETCH_PROOF}\n`] : []
    return [...head, ...proofs, steps.join('\n\n'), ...(asks ? ['terminal.close()'] : [])].join('\n')
  }
}

function stepOf({ title, question, request, keeps }: CodeStep, index: number, script: CodeScript): string {
  const lines = script.steps.length > 1 ? [`// ${title}`] : []
  if (question) {
    lines.push(`console.log(${expressionOf(question.open, script, WORDS)})`)
    const answer = `await terminal.question(${JSON.stringify(`${question.text} `)})`
    lines.push(question.variable ? `const ${camelCase(question.variable)} = ${answer}` : answer)
  }
  if (!request) return lines.join('\n')
  const number = script.steps.length > 1 ? String(index + 1) : ''
  const [response, body] = [`response${number}`, `body${number}`]
  lines.push(`const ${response} = await ${callOf(request, script)}`)
  lines.push(`const ${body} = await ${response}.text()`)
  lines.push(`console.log(${response}.status, ${body})`)
  for (const { member, variable } of keeps)
    lines.push(`const ${camelCase(variable)} = JSON.parse(${body}).${member}`)
  return lines.join('\n')
}

function callOf(request: CodeRequest, script: CodeScript): string {
  const { url, proof } = request
  const wanted = `${JSON.stringify(url)}, ${optionsOf(request, script)}`
  if (!proof) return `fetch(${wanted})`
  const { htu, accessToken } = proof
  const token = accessToken ? `, ${expressionOf(accessToken, script, WORDS)}` : ''
  return `fetchProven(${wanted}, ${JSON.stringify(htu)}${token})`
}

function optionsOf({ method, headers, basic, form }: CodeRequest, script: CodeScript): string {
  const text = (value: Parameters<typeof expressionOf>[0]) => expressionOf(value, script, WORDS)
  const entries = headers.map(([name, value]) => `${JSON.stringify(name)}: ${text(value)}`)
  if (basic) entries.push(`Authorization: 'Basic ' + btoa(${text([`${basic.name}:`, ...basic.secret])})`)
  const pairs = (form ?? []).map(([name, value]) => `[${JSON.stringify(name)}, ${text(value)}]`)
  return [
    '{',
    `  method: ${JSON.stringify(method)},`,
    `  headers: {\n${indented(entries.join(',\n'), 4)}\n  }${form ? ',' : ''}`,
    ...(form ? [`  body: new URLSearchParams([\n${indented(pairs.join(',\n'), 4)}\n  ])`] : []),
    '}'
  ].join('\n')
}
