import { makesProofs, type CodeRequest, type CodeScript, type CodeStep, type Text } from '../code-script'
import { expressionOf, indented, type Words } from './script-words'
import type { Language } from './language'
import { REQUESTS_PROOF, REQUESTS_PROOF_IMPORTS, REQUESTS_PROOF_PACKAGES } from './proofs/requests-proof'

const WORDS: Words = {
  quote: quotePython,
  environment: (name) => `os.environ["${name}"]`,
  own: (name) => name.toLowerCase(),
  plus: '+'
}

/** Python with the package `requests`. */
export const pythonRequests: Language = {
  write(script) {
    const proves = makesProofs(script)
    const head = [
      ...(proves ? [REQUESTS_PROOF_IMPORTS] : []),
      ...(script.environment.length > 0 ? ['import os'] : []),
      'import requests',
      ...(proves ? [REQUESTS_PROOF_PACKAGES] : [])
    ]
    const steps = script.steps.map((step) => stepOf(step, script))
    return [head.join('\n'), ...(proves ? [`${REQUESTS_PROOF}\n`] : []), ...steps].join('\n\n')
  }
}

function stepOf({ title, question, request, keeps }: CodeStep, script: CodeScript): string {
  const lines = script.steps.length > 1 ? [`# ${title}`] : []
  if (question) {
    lines.push(`print(${expressionOf(question.open, script, WORDS)})`)
    const answer = `input(${quotePython(`${question.text} `)})`
    lines.push(question.variable ? `${question.variable.toLowerCase()} = ${answer}` : answer)
  }
  if (!request) return lines.join('\n')
  lines.push(callOf(request, script), 'print(response.status_code, response.text)')
  for (const { member, variable } of keeps)
    lines.push(`${variable.toLowerCase()} = response.json()["${member}"]`)
  return lines.join('\n')
}

function callOf({ method, url, headers, basic, form, proof }: CodeRequest, script: CodeScript): string {
  const text = (value: Text) => expressionOf(value, script, WORDS)
  const entries = headers.map(([name, value]) => `${quotePython(name)}: ${text(value)},`)
  const pairs = (form ?? []).map(([name, value]) => `(${quotePython(name)}, ${text(value)}),`)
  return [
    `response = ${proof ? 'request_proven' : 'requests.request'}(`,
    `    ${quotePython(method)},`,
    `    ${quotePython(url)},`,
    ...(proof ? [`    ${quotePython(proof.htu)},`] : []),
    ...(proof?.accessToken ? [`    ${text(proof.accessToken)},`] : []),
    `    headers={\n${indented(entries.join('\n'), 8)}\n    },`,
    ...(basic ? [`    auth=(${quotePython(basic.name)}, ${text(basic.secret)}),`] : []),
    ...(form ? [`    data=[\n${indented(pairs.join('\n'), 8)}\n    ],`] : []),
    '    allow_redirects=False,',
    ')'
  ].join('\n')
}

/** JSON's escapes are Python's, but for pairs of surrogates, which JSON.stringify leaves as characters. */
function quotePython(words: string): string {
  return JSON.stringify(words)
}
