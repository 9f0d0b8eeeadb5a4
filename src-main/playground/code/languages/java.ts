import { makesProofs, type CodeRequest, type CodeScript, type CodeStep, type Text } from '../code-script'
import { camelCase, expressionOf, indented, type Words } from './script-words'
import type { Language } from './language'
import { JAVA_PROOF, JAVA_PROOF_IMPORTS, JAVA_PROOF_KEY } from './proofs/java-proof'

const WORDS: Words = {
  quote: (words) => JSON.stringify(words),
  environment: (name) => `System.getenv("${name}")`,
  own: camelCase,
  plus: '+'
}

const ENCODE = `static String form(String... pairs) {
    var encoded = new StringBuilder();
    for (int at = 0; at < pairs.length; at += 2) {
        if (at > 0) encoded.append('&');
        encoded.append(URLEncoder.encode(pairs[at], StandardCharsets.UTF_8)).append('=')
            .append(URLEncoder.encode(pairs[at + 1], StandardCharsets.UTF_8));
    }
    return encoded.toString();
}`

const MEMBER = `static String member(String json, String name) {
    var found = Pattern.compile("\\"" + name + "\\"\\\\s*:\\\\s*\\"([^\\"]*)\\"").matcher(json);
    return found.find() ? found.group(1) : "";
}`

/** Java 11 and later with java.net.http; one file, which \`java Request.java\` runs as it stands. */
export const java: Language = {
  write(script) {
    const keeps = script.steps.some((step) => step.keeps.length > 0)
    const proves = makesProofs(script)
    const forms = script.steps.some(({ request }) => request?.form)
    const methods = [...(forms ? [ENCODE] : []), ...(keeps ? [MEMBER] : []), ...(proves ? [JAVA_PROOF] : [])]
    const body = script.steps.map((step, index) => stepOf(step, index, script)).join('\n\n')
    const main = `public static void main(String[] args) throws Exception {\n${indented(`var client = HttpClient.newHttpClient();\n${proves ? `${JAVA_PROOF_KEY}\n` : ''}\n${body}`, 4)}\n}`
    return [
      importsOf(script, keeps),
      `public class Request {\n${indented([main, ...methods].join('\n\n'), 4)}\n}`
    ].join('\n\n')
  }
}

function importsOf(script: CodeScript, keeps: boolean): string {
  const { steps } = script
  const names = [
    'java.net.URI',
    ...(steps.some(({ request }) => request?.form) ? ['java.net.URLEncoder'] : []),
    'java.net.http.HttpClient',
    'java.net.http.HttpRequest',
    'java.net.http.HttpResponse',
    ...(steps.some(({ request }) => request?.form ?? request?.basic)
      ? ['java.nio.charset.StandardCharsets']
      : []),
    ...(steps.some(({ request }) => request?.basic) ? ['java.util.Base64'] : []),
    ...(steps.some(({ question }) => question) ? ['java.util.Scanner'] : []),
    ...(keeps ? ['java.util.regex.Pattern'] : []),
    ...(makesProofs(script) ? JAVA_PROOF_IMPORTS : [])
  ]
  return [...new Set(names)]
    .sort()
    .map((name) => `import ${name};`)
    .join('\n')
}

function stepOf({ title, question, request, keeps }: CodeStep, index: number, script: CodeScript): string {
  const lines = script.steps.length > 1 ? [`// ${title}`] : []
  if (question) {
    lines.push(`System.out.println(${expressionOf(question.open, script, WORDS)});`)
    lines.push(`System.out.print(${JSON.stringify(`${question.text} `)});`)
    const answer = 'new Scanner(System.in).nextLine()'
    lines.push(question.variable ? `var ${camelCase(question.variable)} = ${answer};` : `${answer};`)
  }
  if (!request) return lines.join('\n')
  const number = script.steps.length > 1 ? String(index + 1) : ''
  lines.push(`var request${number} = ${builderOf(request, script)};`)
  lines.push(`var response${number} = ${sendingOf(request, `request${number}`, script)};`)
  lines.push(`System.out.println(response${number}.statusCode() + " " + response${number}.body());`)
  for (const { member, variable } of keeps)
    lines.push(`var ${camelCase(variable)} = member(response${number}.body(), "${member}");`)
  return lines.join('\n')
}

function sendingOf({ proof }: CodeRequest, name: string, script: CodeScript): string {
  if (!proof) return `client.send(${name}, HttpResponse.BodyHandlers.ofString())`
  const token = expressionOf(proof.accessToken ?? [''], script, WORDS)
  return `sendProven(client, key, ${name}, ${JSON.stringify(proof.htu)}, ${token})`
}

function builderOf({ method, url, headers, basic, form, proof }: CodeRequest, script: CodeScript): string {
  const text = (value: Text) => expressionOf(value, script, WORDS)
  const pairs = (form ?? []).map(([name, value]) => `${JSON.stringify(name)}, ${text(value)}`)
  const credentials =
    basic && `(${text([`${basic.name}:`, ...basic.secret])}).getBytes(StandardCharsets.UTF_8)`
  const publisher = form
    ? `HttpRequest.BodyPublishers.ofString(form(\n${indented(pairs.join(',\n'), 8)}))`
    : 'HttpRequest.BodyPublishers.noBody()'
  return [
    `HttpRequest.newBuilder(URI.create(${JSON.stringify(url)}))`,
    ...headers.map(([name, value]) => `.header(${JSON.stringify(name)}, ${text(value)})`),
    ...(credentials
      ? [`.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(${credentials}))`]
      : []),
    ...(form ? ['.header("Content-Type", "application/x-www-form-urlencoded")'] : []),
    `.method(${JSON.stringify(method)}, ${publisher})`,
    ...(proof ? [] : ['.build()'])
  ].join('\n    ')
}
