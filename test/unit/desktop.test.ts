import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../src-main/desktop/command-line'
import { createOwnAddress } from '../../src-main/desktop/window/own-address'

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
