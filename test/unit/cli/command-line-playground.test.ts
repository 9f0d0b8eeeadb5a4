import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import sampleProfile from '../../../resources/collections/sample-profile.json'
import { dispatch } from '../../../src-main/cli/arguments/dispatch'
import { COLLECTION_FORMAT, type CollectionResult } from '../../../src-main/contract'
import type { ProfileInput } from '../../../src-main/model'
import { startServer } from '../../support/start-server'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-playground-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(...args: string[]) {
  const printed: string[] = []
  const noted: string[] = []
  const exitCode = await dispatch(['playground', 'run', ...args], {
    print: (text) => void printed.push(text),
    note: (text) => void noted.push(text),
    readInput: () => Promise.resolve(''),
    readSecret: () => Promise.resolve('')
  })
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') }
}

const service = { flow: 'oauth2_client_credentials', client_id: 'sample-service', scope: 'sample:read' }

async function fileOf(name: string, requests: object[], more: object = {}) {
  const path = join(folder, `${name}.json`)
  await writeFile(path, JSON.stringify({ format: COLLECTION_FORMAT, name, requests, ...more }))
  return path
}

describe('running a collection from the command line', () => {
  it('passes the shipped samples on a server of its own with exit code 0, and writes both reports', async () => {
    const [junit, json] = [join(folder, 'junit.xml'), join(folder, 'report.json')]
    const { exitCode, printed, noted } = await run('samples', '--junit', junit, '--json', json)
    expect({ exitCode, noted }).toEqual({ exitCode: 0, noted: '' })
    expect(printed).toContain('3 passed, 0 failed')
    expect(await readFile(junit, 'utf8')).toMatch(/<testsuite name="Samples" tests="3" failures="0"/)
    const report = JSON.parse(await readFile(json, 'utf8')) as CollectionResult
    expect(report).toMatchObject({ passed: 3, failed: 0 })
    expect(report.results.map(({ name }) => name)).toEqual([
      'Code + PKCE as alice',
      'Client credentials',
      'Device flow'
    ])
  })

  it('ends with 1 where a request does not end as expected, and says what differed in the report too', async () => {
    const file = await fileOf('wrong <expectations>'.replace(/\W/g, '-'), [
      { name: 'a "token" <please>', ...service, expect: { status: 201 } },
      { name: 'goes on', ...service }
    ])
    const junit = join(folder, 'failed.xml')
    const { exitCode, printed } = await run(file, '--junit', junit)
    expect(exitCode).toBe(1)
    expect(printed).toContain('status: expected 201, was 200')
    expect(printed).toContain('1 passed, 1 failed')
    expect(await readFile(junit, 'utf8')).toContain(
      '<failure message="status: expected 201, was 200" type="status">'
    )
    expect(await readFile(junit, 'utf8')).toContain('name="a &quot;token&quot; &lt;please&gt;"')
  })

  it.each([
    [
      'a flow that nobody knows',
      { requests: [{ name: 'x', flow: 'oauth2_magic', client_id: 'a' }] },
      'requests[0].flow'
    ],
    [
      'a member that nobody knows',
      { requests: [{ name: 'x', ...service, expects: {} }] },
      'requests[0].expects: unknown field; did you mean `expect`?'
    ],
    ['another format', { format: 'postman', requests: [] }, 'format: must be "friendly-oauth2-collection/1"']
  ])('ends with 2 and names the field for %s', async (_, document, expected) => {
    const { requests, ...more } = document as { requests: object[] }
    const { exitCode, noted } = await run(await fileOf('bad', requests, more))
    expect(exitCode).toBe(2)
    expect(noted).toContain(expected)
  })

  it('ends with 2 for a collection that is not there', async () => {
    expect(await run('no-such-collection')).toMatchObject({
      exitCode: 2,
      noted: expect.stringContaining('no-such-collection') as string
    })
    expect(await run(join(folder, 'nothing.json'))).toMatchObject({
      exitCode: 2,
      noted: expect.stringContaining('there is no such file') as string
    })
    expect(await run('samples', '--data', folder, '--profile', 'x')).toMatchObject({ exitCode: 2 })
  })

  it('fills in variables: own ones, given ones, and the token of the request before', async () => {
    const file = await fileOf(
      'variables',
      [
        { name: 'as {{who}}', ...service, client_id: '{{who}}' },
        {
          name: 'the token again',
          ...service,
          parameters: [['note', '{{last.access_token}} of {{client.id}} at {{issuer}}']]
        },
        { name: 'unknown', ...service, parameters: [['note', '{{nothing}}']] }
      ],
      { variables: { who: 'nobody' } }
    )
    const { exitCode, printed } = await run(file, '--variable', 'who=sample-service')
    expect(exitCode).toBe(1)
    expect(printed).toContain('2 passed, 1 failed')
    expect(printed).toContain('{{nothing}} has no value; known are {{issuer}}')
  })

  it('is in memory also where the environment names a database, which nothing is written to', async () => {
    vi.stubEnv('FRIENDLY_OAUTH2_DATABASE', 'postgres://nobody@127.0.0.1:1/servers')
    try {
      const { exitCode, noted } = await run(await fileOf('in-memory', [{ name: 'a token', ...service }]))
      expect({ exitCode, noted }).toEqual({ exitCode: 0, noted: '' })
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('runs against a server that is running elsewhere, with the secrets of the profile', async () => {
    const { version: _version, $schema: _schema, ...profile } = sampleProfile
    const server = await startServer(profile as ProfileInput)
    try {
      const file = await fileOf('elsewhere', [{ name: 'a token', ...service }])
      const { exitCode, printed } = await run(file, '--issuer', server.address)
      expect({ exitCode, printed }).toMatchObject({
        exitCode: 0,
        printed: expect.stringContaining('1 passed') as string
      })
      expect((await server.store.tokens.list()).total).toBe(1)
    } finally {
      await server.close()
    }
  })

  it('runs against the server of a data folder, with the collections that are saved there', async () => {
    const data = join(folder, 'data')
    const profile = join(folder, 'profile.json')
    await writeFile(profile, JSON.stringify(sampleProfile))
    const quiet = {
      print: () => undefined,
      note: () => undefined,
      readInput: () => Promise.resolve(''),
      readSecret: () => Promise.resolve('')
    }
    expect(await dispatch(['profile', 'import', profile, '--data', data], quiet)).toBe(0)
    expect(await run('samples', '--data', data)).toMatchObject({ exitCode: 0 })
  })
})
