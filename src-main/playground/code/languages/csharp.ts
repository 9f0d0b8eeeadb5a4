import { makesProofs, type CodeRequest, type CodeScript, type CodeStep, type Text } from '../code-script'
import { camelCase, expressionOf, indented, type Words } from './script-words'
import type { Language } from './language'
import { CSHARP_PROOF } from './proofs/csharp-proof'

const WORDS: Words = {
  quote: (words) => JSON.stringify(words),
  environment: (name) => `Environment.GetEnvironmentVariable("${name}")!`,
  own: camelCase,
  plus: '+'
}

/** C# with HttpClient, as a program of top-level statements. */
export const csharp: Language = {
  write(script) {
    const proves = makesProofs(script)
    const usings = [
      ...(proves ? ['using System.Security.Cryptography;'] : []),
      ...(proves || script.steps.some(({ request }) => request?.basic) ? ['using System.Text;'] : []),
      ...(proves || script.steps.some(({ keeps }) => keeps.length > 0) ? ['using System.Text.Json;'] : [])
    ]
    const steps = script.steps.map((step, index) => stepOf(step, index, script))
    return [
      ...(usings.length ? [usings.join('\n')] : []),
      'using var client = new HttpClient();',
      ...(proves ? [CSHARP_PROOF] : []),
      ...steps
    ].join('\n\n')
  }
}

function stepOf({ title, question, request, keeps }: CodeStep, index: number, script: CodeScript): string {
  const lines = script.steps.length > 1 ? [`// ${title}`] : []
  if (question) {
    lines.push(`Console.WriteLine(${expressionOf(question.open, script, WORDS)});`)
    lines.push(`Console.Write(${JSON.stringify(`${question.text} `)});`)
    lines.push(
      question.variable ? `var ${camelCase(question.variable)} = Console.ReadLine()!;` : 'Console.ReadLine();'
    )
  }
  if (!request) return lines.join('\n')
  const number = script.steps.length > 1 ? String(index + 1) : ''
  lines.push(...sendingOf(request, number, script))
  lines.push(`var body${number} = await response${number}.Content.ReadAsStringAsync();`)
  lines.push(`Console.WriteLine($"{(int)response${number}.StatusCode} {body${number}}");`)
  for (const { member, variable } of keeps)
    lines.push(
      `var ${camelCase(variable)} = JsonDocument.Parse(body${number}).RootElement.GetProperty("${member}").GetString()!;`
    )
  return lines.join('\n')
}

function sendingOf(request: CodeRequest, number: string, script: CodeScript): string[] {
  const made = requestOf(request, `request${number}`, script)
  const { proof } = request
  if (!proof) return [...made, `var response${number} = await client.SendAsync(request${number});`]
  const token = expressionOf(proof.accessToken ?? [''], script, WORDS)
  // A request is sent once: for another try it is made anew.
  return [
    `HttpRequestMessage Build${number}()`,
    `{\n${indented([...made, `return request${number};`].join('\n'), 4)}\n}`,
    `var response${number} = await SendProven(Build${number}, ${JSON.stringify(proof.htu)}, ${token});`
  ]
}

function requestOf(
  { method, url, headers, basic, form }: CodeRequest,
  name: string,
  script: CodeScript
): string[] {
  const text = (value: Text) => expressionOf(value, script, WORDS)
  const add = (header: string, value: string) =>
    `${name}.Headers.TryAddWithoutValidation(${JSON.stringify(header)}, ${value});`
  const pairs = (form ?? []).map(([field, value]) => `new(${JSON.stringify(field)}, ${text(value)})`)
  return [
    `var ${name} = new HttpRequestMessage(new HttpMethod(${JSON.stringify(method)}), ${JSON.stringify(url)});`,
    ...headers.map(([header, value]) => add(header, text(value))),
    ...(basic ? [add('Authorization', basicOf(text([`${basic.name}:`, ...basic.secret])))] : []),
    ...(form
      ? [
          `${name}.Content = new FormUrlEncodedContent(new KeyValuePair<string, string>[]`,
          `{\n${indented(pairs.join(',\n'), 4)}\n});`
        ]
      : [])
  ]
}

function basicOf(credentials: string): string {
  return `"Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(${credentials}))`
}
