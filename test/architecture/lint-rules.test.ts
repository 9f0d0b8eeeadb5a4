import { resolve } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const eslint = new ESLint({ cwd: ROOT })

/** Files that are there, so that the rules which need types find them in a project; their text is replaced. */
const MODEL = 'src-main/model/settings/flow.ts'
const SYSTEM = 'src-main/system/clock.ts'
const CONFIG = 'src-main/config.ts'
const COMMAND = 'src-main/cli/commands/commands.ts'
const API = 'src-renderer/api/index.ts'
const STORE = 'src-renderer/stores/people/session.ts'
const COMPONENT = 'src-renderer/ui/FixtureBox.vue'

/** What the rules say of a file's text, as `rule: message`. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: resolve(ROOT, filePath) })
  return result!.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)
}

const TIME = /^no-restricted-syntax: Time comes from the Clock port/
const RANDOMNESS = /^no-restricted-syntax: Randomness comes from the Random port/
const ENVIRONMENT = /^no-restricted-syntax: The environment is read in config.ts alone/
const REQUESTS = /^no-restricted-syntax: Requests go out through/
const CLASSES = /^no-restricted-syntax: Functions and values, not classes/
const DEFAULT_EXPORTS = /^no-restricted-syntax: Exports have a name/

describe('a lint rule bites', () => {
  it.each<[string, string, string, RegExp]>([
    ['Date.now outside system', MODEL, 'export const now = Date.now()', TIME],
    ['new Date() outside system', MODEL, 'export const now = new Date()', TIME],
    ['Date() outside system', MODEL, 'export const now = Date()', TIME],
    ['performance.now outside system', MODEL, 'export const now = performance.now()', TIME],
    ['Math.random outside system', MODEL, 'export const value = Math.random()', RANDOMNESS],
    ['Math.random in the renderer', STORE, 'export const value = Math.random()', RANDOMNESS],
    [
      'randomBytes outside system',
      MODEL,
      "import { randomBytes } from 'node:crypto'\nexport const value = randomBytes(1)",
      RANDOMNESS
    ],
    [
      'randomUUID outside system',
      MODEL,
      "import crypto from 'node:crypto'\nexport const value = crypto.randomUUID()",
      RANDOMNESS
    ],
    [
      'getRandomValues outside system',
      MODEL,
      'export const value = crypto.getRandomValues(new Uint8Array(1))',
      RANDOMNESS
    ],
    ['process.env outside config.ts', MODEL, 'export const value = process.env.HOME', ENVIRONMENT],
    ['process.env in system', SYSTEM, 'export const value = process.env.HOME', ENVIRONMENT],
    ['process.env taken apart', MODEL, 'const { env } = process\nexport const value = env', ENVIRONMENT],
    [
      'env from node:process',
      MODEL,
      "import { env } from 'node:process'\nexport const value = env",
      ENVIRONMENT
    ],
    ['fetch outside system', MODEL, "export const value = () => fetch('http://localhost')", REQUESTS],
    ['fetch in a store of the renderer', STORE, "export const value = () => fetch('./rpc')", REQUESTS],
    ['time in config.ts', CONFIG, 'export const now = Date.now()', TIME],
    ['a class that is no error', MODEL, 'export class Thing {\n  name = 1\n}', CLASSES],
    ['an enum', MODEL, 'export enum Thing {\n  One\n}', /^no-restricted-syntax: A list of names/],
    ['a default export', MODEL, 'export default 1', DEFAULT_EXPORTS],
    ['a default export by name', MODEL, 'const value = 1\nexport { value as default }', DEFAULT_EXPORTS],
    ['console in the server', MODEL, "console.log('x')", /^no-console/],
    ['console in the command line', COMMAND, "console.log('x')", /^no-console/],
    ['any', MODEL, 'export const value = (x: any) => String(x)', /^@typescript-eslint\/no-explicit-any/],
    ['ts-ignore', MODEL, '// @ts-ignore\nexport const value = 1', /^@typescript-eslint\/ban-ts-comment/],
    [
      'ts-expect-error',
      MODEL,
      '// @ts-expect-error: because\nexport const value = 1',
      /^@typescript-eslint\/ban-ts-comment/
    ],
    [
      'a promise that nobody waits for',
      MODEL,
      'const work = async () => 1\nexport const value = () => {\n  work()\n}',
      /^@typescript-eslint\/no-floating-promises/
    ],
    [
      'a thrown text',
      MODEL,
      "export const value = () => {\n  throw 'x'\n}",
      /^@typescript-eslint\/only-throw-error/
    ],
    ['==', MODEL, 'export const value = (x: unknown) => x == 1', /^eqeqeq/],
    [
      'five parameters',
      MODEL,
      'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1) => [a, b, c, d, e]',
      /^max-params/
    ],
    [
      'a file of 301 lines',
      MODEL,
      Array.from({ length: 301 }, (_, n) => `export const v${n} = 1`).join('\n'),
      /^max-lines/
    ],
    [
      'a component in JavaScript',
      COMPONENT,
      '<script setup></script>\n<template><p>x</p></template>',
      /^vue\/block-lang/
    ],
    [
      'a component of options',
      COMPONENT,
      '<script lang="ts">\nexport default { data: () => ({}) }\n</script>\n<template><p>x</p></template>',
      /^vue\/component-api-style/
    ],
    [
      'HTML from data',
      COMPONENT,
      '<script setup lang="ts">\nconst html = String(1)\n</script>\n<template><p v-html="html" /></template>',
      /^vue\/no-v-html/
    ]
  ])('on %s', async (_, filePath, code, expected) => {
    expect(await complaints(filePath, code)).toContainEqual(expect.stringMatching(expected))
  })

  it.each<[string, string, string]>([
    ['system reads the time', SYSTEM, 'export const now = () => Date.now()'],
    [
      'system draws randomness',
      SYSTEM,
      "import { randomBytes } from 'node:crypto'\nexport const value = randomBytes(1)"
    ],
    ['config.ts reads the environment', CONFIG, 'export const value = process.env'],
    [
      'a date is made of a moment that was given',
      MODEL,
      'export const show = (ms: number) => new Date(ms).toISOString()'
    ],
    [
      'an error is a class',
      MODEL,
      "export class Failure extends Error {\n  override readonly name = 'Failure'\n}"
    ],
    ['the renderer shows the time of day', STORE, 'export const now = () => new Date()'],
    ['the api of the renderer talks to the server', API, "export const value = () => fetch('./rpc')"]
  ])('but not where %s', async (_, filePath, code) => {
    expect(await complaints(filePath, code)).toEqual([])
  })

  it('cannot be switched off beside the line that breaks it', async () => {
    const code = '/* eslint-disable */\nexport const now = Date.now()'
    expect(await complaints(MODEL, code)).toContainEqual(expect.stringMatching(TIME))
  })
})
