import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateKey } from '../../../src-main/oauth'
import { dispatch } from '../../../src-main/cli/arguments/dispatch'
import { describeFailure } from '../../../src-main/host'
import { StoreError } from '../../../src-main/ports'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-command-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a command line in this process. */
async function run(args: string[], input = '') {
  const printed: string[] = []
  const noted: string[] = []
  const exitCode = await dispatch(args, {
    print: (text) => void printed.push(text),
    note: (text) => void noted.push(text),
    readInput: () => Promise.resolve(input),
    readSecret: () => Promise.resolve(input)
  })
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') }
}

const inFolder = () => ['--data', join(folder, 'data')]

describe('the command line', () => {
  it.each<[string[], string]>([
    [['servee'], 'unknown command servee; did you mean serve?'],
    [['client', 'lst'], 'unknown command client lst; did you mean client list?'],
    [['client'], 'client needs one of add, list, show, remove'],
    [['--port', '1'], 'unknown option --port; a command comes first, such as serve'],
    [['serve', '--prot', '1'], 'unknown option --prot; did you mean --port?'],
    [
      ['serve', '--storage', 'postgres://x'],
      'unknown option --storage; known are --port, --host, --issuer, --https, --tls-cert, --tls-key, --data, --database, --profile, --no-panel, --log-level, --log-format'
    ],
    [['serve', '--port'], '--port needs a value: PORT'],
    [['serve', '--no-panel=yes'], '--no-panel takes no value'],
    [['serve', '--port', '1', '--port', '2'], '--port was given twice'],
    [['serve', 'now'], '"now" is one word too many'],
    [
      ['serve', '--port', 'abc'],
      '--port: "abc" is not accepted; it must be a whole number from 1 to 65535, or 0 for any free port'
    ],
    [['serve', '--profile', 'missing.json'], "missing.json can't be read: there is no such file"],
    [['profile', 'validate'], 'FILE is missing'],
    [
      ['client', 'add', '--method', 'basic'],
      '--method: "basic" is not accepted; it must be one of client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt, none, tls_client_auth, self_signed_tls_client_auth'
    ]
  ])('refuses %j with exit code 2 and says what is accepted', async (args, message) => {
    expect(await run(args)).toEqual({ exitCode: 2, printed: '', noted: `friendly-oauth2: ${message}` })
  })

  it('helps, in general and for each command', async () => {
    expect((await run(['--help'])).printed).toMatch(/serve .*\n.*profile export FILE/)
    expect((await run([])).exitCode).toBe(0)
    expect(await run(['client', '--help'])).toMatchObject({
      exitCode: 0,
      printed: expect.stringMatching(/client add .*\n.*client list/)
    })
    const { exitCode, printed } = await run(['serve', '--help'])
    expect(exitCode).toBe(0)
    expect(printed).toMatch(/--port PORT +default 9000/)
  })

  it('tells its version', async () => {
    expect((await run(['--version'])).printed).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

describe('profile validate', () => {
  const valid = {
    version: 1,
    clients: [{ client_id: 'a', client_secret: 'b' }],
    settings: { tokens: { access_token_format: 'jwt' } }
  }

  it('takes JSON and YAML, told apart by what they hold, from a file or the standard input', async () => {
    const yaml =
      'version: 1\nclients:\n  - client_id: a\n    client_secret: b\nsettings: { tokens: { access_token_format: jwt } }\n'
    for (const text of [JSON.stringify(valid), `\uFEFF${JSON.stringify(valid)}`, yaml])
      expect(await run(['profile', 'validate', '-'], text)).toEqual({
        exitCode: 0,
        printed: 'valid: 1 setting, 1 client',
        noted: ''
      })
    const file = join(folder, 'profile.txt')
    await writeFile(file, yaml)
    expect((await run(['profile', 'validate', file])).exitCode).toBe(0)
  })

  it('names each fault by its path', async () => {
    const { exitCode, noted } = await run(
      ['profile', 'validate', '-'],
      '{"version":1,"users":[{"username":"a","emal":"x"}],"roles":[{}]}'
    )
    expect(exitCode).toBe(2)
    expect(noted.split('\n')).toEqual([
      'friendly-oauth2: the standard input is not a profile that can be used:',
      '  roles[0].name: is required: a text',
      '  users[0].emal: unknown field; did you mean `email`?'
    ])
  })

  it('tells of a login name that several people have, and takes the profile all the same', async () => {
    const emails = { alice: 'Same@example.com', bob: 'same@example.com', carol: 'carol@example.com' }
    const users = Object.entries(emails).map(([username, email]) => ({ username, email }))
    const { noted, ...rest } = await run(['profile', 'validate', '-'], JSON.stringify({ version: 1, users }))
    expect(rest).toEqual({ exitCode: 0, printed: 'valid: 3 users' })
    expect(noted).toMatch(/^"same@example.com" is a login name of several people: alice, bob\./)
  })

  it('tries each key, and refuses what is nested without end', async () => {
    const { d: _d, ...half } = await generateKey('ES256', 1_700_000_000)
    const { d } = await generateKey('ES256', 1_700_000_000)
    const validate = (document: string) => run(['profile', 'validate', '-'], document)
    expect(await validate(JSON.stringify({ version: 1, keys: [{ ...half, d }] }))).toMatchObject({
      exitCode: 2,
      noted: expect.stringContaining('  keys[0]: its numbers are not those of one private key for its alg')
    })
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const users = `[{"username":"a","claims":{"x":${deep}}}]`
    expect(await validate(`{"version":1,"users":${users}}`)).toMatchObject({
      exitCode: 2,
      noted: expect.stringContaining('  users[0]: must not be nested deeper than 500 levels')
    })
  })

  it('names the line where a file is neither JSON nor YAML, and says that an empty one is empty', async () => {
    expect((await run(['profile', 'validate', '-'], '{\n  "version": 1,\n  "users": [\n')).noted).toMatch(
      /neither JSON nor YAML: .* line \d/
    )
    expect((await run(['profile', 'validate', '-'], ' \n')).noted).toBe(
      'friendly-oauth2: the standard input is empty'
    )
  })
})

describe('commands on a data folder', () => {
  it('list each of more than 500 clients once, and mark those that are blocked', async () => {
    const many = ['--data', join(folder, 'many')]
    const ids = Array.from({ length: 1001 }, (_, index) => `client-${String(index).padStart(4, '0')}`)
    const clients = ids.map((client_id, index) => ({
      client_id,
      client_name: client_id,
      token_endpoint_auth_method: 'none',
      grant_types: [],
      blocked: index === 700
    }))
    const imported = await run(['profile', 'import', '-', ...many], JSON.stringify({ version: 1, clients }))
    expect(imported).toMatchObject({ exitCode: 0, noted: '' })
    const { printed } = await run(['client', 'list', ...many])
    const lines = ids.map((id, index) => `${id}\t${id}\tnone${index === 700 ? '\tblocked' : ''}`)
    expect(printed.split('\n')).toEqual(lines)
  })

  it('register, list, show and remove a client', async () => {
    const added = await run([
      'client',
      'add',
      '--name',
      'One',
      '--client-id',
      'one',
      '--redirect-uri',
      'http://localhost/a',
      '--redirect-uri',
      'http://localhost/b',
      ...inFolder()
    ])
    expect(added).toMatchObject({ exitCode: 0, noted: '' })
    expect(added.printed).toMatch(/^client_id {6}one\nclient_secret {2}[A-Za-z0-9]{50}$/)
    expect((await run(['client', 'list', ...inFolder()])).printed).toBe('one\tOne\tclient_secret_basic')
    const shown = JSON.parse(
      (await run(['client', 'show', 'one', '--secret', ...inFolder()])).printed
    ) as Record<string, unknown>
    expect(shown).toMatchObject({
      client_name: 'One',
      redirect_uris: ['http://localhost/a', 'http://localhost/b']
    })
    expect(added.printed).toContain(String(shown.client_secret))
    expect((await run(['client', 'add', '--client-id', 'one', ...inFolder()])).exitCode).toBe(2)
    expect((await run(['client', 'remove', 'one', ...inFolder()])).exitCode).toBe(0)
    expect((await run(['client', 'show', 'one', ...inFolder()])).exitCode).toBe(2)
  })

  it('print an access token of a client, in the format that it has, and say why another gets none', async () => {
    await run(['client', 'add', '--client-id', 'opaque', ...inFolder()])
    await run([
      'client',
      'add',
      '--client-id',
      'jwt',
      '--access-token-format',
      'jwt',
      '--method',
      'client_secret_jwt',
      ...inFolder()
    ])
    await run(['client', 'add', '--client-id', 'public', '--method', 'none', ...inFolder()])
    expect((await run(['token', 'opaque', ...inFolder()])).printed).toMatch(/^[A-Za-z0-9]{255}$/)
    expect((await run(['token', 'jwt', ...inFolder()])).printed).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(await run(['token', 'nobody', ...inFolder()])).toMatchObject({
      exitCode: 2,
      noted:
        'friendly-oauth2: nobody gets no token: no client has this id; friendly-oauth2 client list shows them'
    })
    expect((await run(['token', 'public', ...inFolder()])).exitCode).toBe(2)
    expect((await run(['token', 'opaque', '--scope', 'admin', ...inFolder()])).exitCode).toBe(2)
  })

  it('export a profile that an empty folder imports, readable by its owner alone, with or without secrets', async () => {
    await run(['client', 'add', '--client-id', 'kept', ...inFolder()])
    for (const name of ['profile.json', 'profile.yaml']) {
      const file = join(folder, name)
      expect((await run(['profile', 'export', file, ...inFolder()])).exitCode).toBe(0)
      if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
      const other = ['--data', join(folder, `from-${name}`)]
      expect((await run(['profile', 'import', file, ...other])).exitCode).toBe(0)
      const secret = async (where: string[]) =>
        (await run(['client', 'show', 'kept', '--secret', ...where])).printed
      expect(await secret(other)).toBe(await secret(inFolder()))
    }
    const { printed } = await run(['profile', 'export', '-', '--without-secrets', ...inFolder()])
    expect(JSON.parse(printed)).toMatchObject({ version: 1 })
    expect(printed).not.toMatch(/client_secret"|password_hash|"password":|"d"/)
    expect(await readFile(join(folder, 'profile.json'), 'utf8')).toContain('client_secret"')
  })

  it('take in passwords that stand in the data as hashes afterwards', async () => {
    const where = ['--data', join(folder, 'with-passwords')]
    const users = ['alice', 'bob'].map((username) => ({
      username,
      password: `the clear password of ${username}`
    }))
    const imported = await run(['profile', 'import', '-', ...where], JSON.stringify({ version: 1, users }))
    expect(imported).toEqual({ exitCode: 0, printed: 'imported 2 users', noted: '' })
    const kept = await readFile(join(folder, 'with-passwords', 'config.json'), 'utf8')
    expect(kept.match(/"password_hash"/g)).toHaveLength(2)
    expect(kept).not.toContain('the clear password')
  })

  it('take in a profile without secrets: a known client keeps its secret, a new one gets one', async () => {
    const secretOf = async (where: string[]) =>
      (await run(['client', 'show', 'kept', '--secret', ...where])).printed
    const before = await secretOf(inFolder())
    const file = join(folder, 'without-secrets.json')
    await run(['profile', 'export', file, '--without-secrets', ...inFolder()])
    const elsewhere = ['--data', join(folder, 'from-without-secrets')]
    for (const where of [inFolder(), elsewhere])
      expect(await run(['profile', 'import', file, ...where])).toMatchObject({ exitCode: 0 })
    expect(await secretOf(inFolder())).toBe(before)
    expect(await secretOf(elsewhere)).not.toBe(before)
    expect(await secretOf(elsewhere)).toMatch(/[A-Za-z0-9]{50}/)
  })

  it('give a user a new password, which is asked for and never an option', async () => {
    const change = (password: string) =>
      run(['user', 'set-password', 'admin@example.com', ...inFolder()], password)
    expect(await change('short')).toMatchObject({
      exitCode: 2,
      noted: expect.stringContaining('at least 8 characters') as string
    })
    expect((await change('a-better-password')).exitCode).toBe(0)
    expect((await run(['user', 'set-password', 'nobody', ...inFolder()], 'a-better-password')).exitCode).toBe(
      2
    )
  })
})

describe('a failure', () => {
  const system = (code: string, path: string) =>
    Object.assign(new Error(`${code}: permission denied, open '${path}'`), { code, syscall: 'open', path })

  it.each<[unknown, number, string]>([
    [
      new StoreError('busy', 'the data folder /d is in use by process 42', { pid: 42 }),
      4,
      'the data folder /d is in use by process 42'
    ],
    [new StoreError('damaged', '/d/config.json is damaged'), 5, '/d/config.json is damaged'],
    [new StoreError('newer', 'written by a newer version'), 5, 'written by a newer version'],
    [new StoreError('unwritable', '/d is read-only'), 5, '/d is read-only'],
    [Object.assign(new Error('port 9000 is taken'), { name: 'PortTakenError' }), 3, 'port 9000 is taken'],
    [system('EACCES', '/d'), 5, "/d can't be read or written: permission denied"],
    [new TypeError('x is undefined'), 1, 'unexpected error: x is undefined'],
    ['text', 1, 'text']
  ])('%s ends with its exit code', (error, exitCode, message) => {
    expect(describeFailure(error)).toEqual({ exitCode, message })
  })
})
