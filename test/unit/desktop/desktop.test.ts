import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../../src-main/desktop/command-line'
import { createChoices } from '../../../src-main/desktop/choices/choices'
import { whyNotDatabase } from '../../../src-main/desktop/choices/why-not-database'
import { createDesktopHost, type DesktopHostDeps } from '../../../src-main/desktop/create-desktop-host'
import { createOwnAddress } from '../../../src-main/desktop/window/own-address'
import type { DatabaseState } from '../../../src-main/ports'
import { lookIntoDatabase } from '../../../src-main/store'

/** An app on its own: nothing of it can be had but what is kept. */
const NOTHING: Omit<DesktopHostDeps, 'choices' | 'tryDatabase'> = {
  dataFolder: '',
  isPortable: false,
  preset: undefined,
  databases: { seal: (url) => ({ url }), open: (kept) => (kept && 'url' in kept ? kept.url : undefined) },
  givenDatabase: undefined,
  loginItem: { isOn: () => undefined, set: () => undefined },
  updates: {
    facts: () => ({ automatic: false, status: 'off' }),
    setAutomatic: () => undefined,
    check: async () => undefined,
    install: () => undefined
  },
  opening: { take: () => undefined },
  pageRecoveredAt: () => undefined,
  restart: () => undefined,
  quitWith: () => undefined
}

const read = (...args: string[]) => readCommandLine(['electron', ...args], false)

describe('the command line of the desktop app', () => {
  it('takes the options of the server, and passes over switches that it does not know', () => {
    expect(
      read('--port=9100', '--host', '127.0.0.1', '--no-panel', '--lang=en-US', '--no-sandbox').server
    ).toEqual({ port: '9100', host: '127.0.0.1', 'no-panel': true })
  })

  it('hands over the links and files that the app was opened with', () => {
    const link = 'friendly-oauth2://section/clients'
    expect(read('--port=9100', link, 'profile.json').opened).toEqual([link, 'profile.json'])
  })

  it('takes the data folder under Chromium’s name too, after its own', () => {
    expect(read('--user-data-dir=/theirs').server).toEqual({ data: '/theirs' })
    expect(read('--user-data-dir=/theirs', '--data=/own').server).toEqual({ data: '/own' })
  })

  it('shows a development server of this machine alone', () => {
    expect(read('--panel-address=http://localhost:5173/').panelAddress).toBe('http://localhost:5173/')
    for (const address of [
      'http://example.test/',
      'http://localhost@example.test/',
      'http://localhost.example.test/',
      'file://localhost/etc/passwd',
      'javascript://localhost/%0aalert(1)',
      'localhost:5173'
    ])
      expect(read(`--panel-address=${address}`).panelAddress, address).toBeUndefined()
  })

  it('knows no development server once it is packaged', () => {
    const options = readCommandLine(['app', '--panel-address=http://localhost:5173/'], true)
    expect(options.panelAddress).toBeUndefined()
  })
})

describe('a database whose URL names a file that can not be read', () => {
  it('is refused with the name of the file, before anybody is asked', async () => {
    const url = 'postgres://somebody@127.0.0.1:1/there?sslmode=verify-full&sslrootcert=/not/there.pem'
    const { state } = await lookIntoDatabase(url, Date.now)
    const reason = expect.stringContaining('/not/there.pem') as string
    expect(state).toMatchObject({ kind: 'silence', why: 'file', said: reason, reason })
    expect(whyNotDatabase(url, state)).toMatch(/^names a file that can not be read: .*there\.pem/)
  })
})

describe('what is chosen while a database is still tried', () => {
  const ANSWER = {
    kind: 'answer',
    version: 0,
    newestVersion: 1,
    milliseconds: 1,
    clockOffsetMs: 0,
    isReadOnly: false
  } as const

  it.each([
    ['can be used', true],
    ['is refused', false]
  ])('comes after that, and counts, also where the database %s', async (_, mayWrite) => {
    const folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-desktop-'))
    const answers: ((state: DatabaseState) => void)[] = []
    const host = createDesktopHost({
      ...NOTHING,
      choices: createChoices(join(folder, 'choices.json')),
      tryDatabase: () => new Promise((resolve) => answers.push(resolve))
    })
    const first = host.change({ database: 'postgres://somebody@db.test/first', onClose: 'quit' })
    const ended = first.then(
      () => true,
      () => false
    )
    const second = host.change({ database: null, onClose: 'tray' })
    await expect.poll(() => answers.length).toBe(1)
    answers[0]!({ ...ANSWER, mayWrite })
    expect(await ended).toBe(mayWrite)
    await second
    expect(host.state()).toMatchObject({ onClose: 'tray' })
    expect(host.state()).not.toHaveProperty('database')
    rmSync(folder, { recursive: true })
  })
})

describe('an address of the panel', () => {
  it('has its scheme, its host and its port', () => {
    const isOwn = createOwnAddress('app://panel/')
    expect(['app://panel/', 'app://panel/index.html#/clients'].filter((address) => !isOwn(address))).toEqual(
      []
    )
    expect(['app://other/', 'app://panel.other/', 'https://panel/', 'panel', ''].filter(isOwn)).toEqual([])
  })

  it('of the development server is not what merely begins alike', () => {
    const isOwn = createOwnAddress('http://localhost:5173')
    expect(isOwn('http://localhost:5173/#/clients')).toBe(true)
    const strangers = [
      'http://localhost:51730/',
      'http://localhost:5173@example.test/',
      'http://localhost/',
      'https://localhost:5173/'
    ]
    expect(strangers.filter(isOwn)).toEqual([])
  })
})
