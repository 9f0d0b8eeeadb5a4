import { X509Certificate } from 'node:crypto'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeAuthority } from '../../../src-main/system/certificates/authority'
import { createLocalCertificates } from '../../../src-main/system/certificates/local-certificates'
import { CertificateError } from '../../../src-main/system/certificates/tls-files'
import { whileAlone } from '../../../src-main/system/certificates/while-alone'

const NAMES = ['localhost']
const clock = { nowMs: () => Date.now() }

describe('a local authority that was being replaced when the process was killed', () => {
  let folder: string
  const renewed = makeAuthority(NAMES, clock.nowMs())

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-certificates-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const at = (name: string) => join(folder, name)
  /** What the next start has. */
  const next = () => createLocalCertificates({ folder, clock })
  const expectWhole = (authority: string) => {
    const current = next().current(NAMES)
    expect(current.authority).toBe(authority)
    expect(readFileSync(at('authority.pem'), 'utf8')).toBe(authority)
    const served = new X509Certificate(current.cert)
    expect(served.verify(new X509Certificate(authority).publicKey)).toBe(true)
    expect(next().current(NAMES).cert).toBe(current.cert)
  }

  it('stays the old one where the new key was not in place yet', () => {
    const { authority } = next().current(NAMES)
    writeFileSync(at('authority.pem.next'), renewed.cert)
    expectWhole(authority)
  })

  it('is the new one where its key was', () => {
    next().current(NAMES)
    writeFileSync(at('authority.pem.next'), renewed.cert)
    writeFileSync(at('authority.key'), renewed.key)
    expect(next().kept(NAMES)?.authority).toBe(renewed.cert)
    expectWhole(renewed.cert)
    expect(readdirSync(folder).sort()).toEqual(['authority.key', 'authority.pem', 'server.key', 'server.pem'])
  })

  it('is whole where it was the first', () => {
    writeFileSync(at('authority.pem.next'), renewed.cert)
    writeFileSync(at('authority.key'), renewed.key)
    expectWhole(renewed.cert)
  })

  it('is made anew where nothing but a half of the first was there', () => {
    writeFileSync(at('authority.key'), renewed.key)
    expect(next().current(NAMES).authority).not.toBe(renewed.cert)
  })

  it('is still refused where somebody put the key of another one there', () => {
    next().current(NAMES)
    writeFileSync(at('other.key'), renewed.key)
    renameSync(at('other.key'), at('authority.key'))
    expect(() => next().current(NAMES)).toThrow('is the key of another certificate')
  })
})

describe('a folder that several servers share', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-certificates-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const open = () => createLocalCertificates({ folder, clock })

  it('has one authority for all of them, also when one replaces or renews it', () => {
    const [first, second] = [open(), open()]
    const authority = first.current(NAMES).authority
    expect(second.current(NAMES)).toEqual(first.current(NAMES))
    const replaced = second.replaceAuthority(NAMES)
    expect(replaced.authority).not.toBe(authority)
    expect(first.current(NAMES)).toEqual(replaced)
    const renewed = first.renew(NAMES)
    expect(renewed.authority).toBe(replaced.authority)
    // What it serves is still good, so that the two don't take turns.
    expect(second.current(NAMES)).toEqual(replaced)
  })

  it('gives each a certificate with its own names', () => {
    const [first, second] = [open(), open()]
    const own = first.current(NAMES)
    const others = second.current([...NAMES, '127.0.0.1'])
    expect(others.authority).toBe(own.authority)
    expect(first.current(NAMES).cert).toBe(own.cert)
    expect(second.current([...NAMES, '127.0.0.1']).cert).toBe(others.cert)
  })

  it('goes on with what it has while somebody has broken what stands there', () => {
    const server = open()
    const before = server.current(NAMES)
    writeFileSync(join(folder, 'authority.key'), 'nonsense')
    expect(server.current(NAMES)).toEqual(before)
    expect(() => open().current(NAMES)).toThrow("can't be used as the local certificate authority")
  })

  const WHOLE = ['authority.key', 'authority.pem', 'server.key', 'server.pem']
  const mark = () => join(folder, 'making.lock')
  const leaveMark = (at: Date) => {
    writeFileSync(mark(), 'of another one')
    utimesSync(mark(), at, at)
  }

  it.each([
    ['ago', new Date(0)],
    ['ahead, by its clock', new Date(clock.nowMs() + 86_400_000)]
  ])('is not closed by a server that was killed while it made something, long %s', (_, at) => {
    leaveMark(at)
    open().current(NAMES)
    expect(readdirSync(folder).sort()).toEqual(WHOLE)
  })

  it('is given up, with a word on why, where another server does not come to an end there', () => {
    leaveMark(new Date())
    const work = () => expect.unreachable()
    expect(() => whileAlone(folder, work, 50)).toThrow(CertificateError)
    expect(readFileSync(mark(), 'utf8')).toBe('of another one')
  })

  it('keeps the mark of a server that took this one for dead', () => {
    whileAlone(folder, () => leaveMark(new Date()))
    expect(readFileSync(mark(), 'utf8')).toBe('of another one')
    rmSync(mark())
    whileAlone(folder, () => expect(readdirSync(folder)).toEqual(['making.lock']))
    expect(readdirSync(folder)).toEqual([])
  })

  it('has nothing put in its place while another server makes it', () => {
    const { authority } = open().current(NAMES)
    writeFileSync(join(folder, 'authority.pem.next'), authority)
    leaveMark(new Date(0))
    open().current(NAMES)
    // Nothing else had to be made, so that the dead mark went with the settling.
    expect(readdirSync(folder).sort()).toEqual(WHOLE)
  })
})
