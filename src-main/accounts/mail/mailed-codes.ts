import { timingSafeEqual } from 'node:crypto'
import type { MailedCode } from '../../model'
import { StoreError, unlessMissing, type Clock, type Random, type Store } from '../../ports'
import { codeMail } from './code-mail'
import { digest } from '../digest'
import type { CodeResult, Visitor } from '../front-door'
import type { MailLimits } from './mail-limits'
import type { Outbox } from './outbox'

/** 256 bits. */
const STEP_CHARACTERS = 43
const TRIES = 5

type Subject = Pick<MailedCode, 'purpose' | 'email' | 'username' | 'password_hash'>
export type StepBegun =
  | { readonly outcome: 'mailed'; readonly step: string }
  | { readonly outcome: 'limited'; readonly retryAfterSeconds: number }

/** The steps that wait for a mailed code: one state machine for all of them. Begun → confirmed → gone, each once. */
export interface MailedCodes {
  /** Mails a code. Who is neither known nor signing up gets no mail, and a step that looks like any other. */
  begin(subject: Subject, visitor: Visitor): Promise<StepBegun>
  /** Tries a code of a step that is for one of these purposes; the right one is spent by it. */
  confirm(
    step: string,
    code: string,
    visitor: Visitor,
    purposes: readonly MailedCode['purpose'][]
  ): Promise<{ readonly outcome: 'confirmed'; readonly record: MailedCode } | CodeResult>
  /** The confirmed step, which stays until it is taken. */
  confirmed(step: string, visitor: Visitor): Promise<MailedCode | undefined>
  /** Takes a confirmed step away; false: somebody else did. */
  take(record: MailedCode): Promise<boolean>
  another(step: string, visitor: Visitor): Promise<{ readonly waitSeconds: number } | undefined>
}

export function createMailedCodes(dependencies: {
  store: Pick<Store, 'mailedCodes' | 'settings'>
  limits: MailLimits
  outbox: Outbox
  clock: Clock
  random: Random
  issuer: () => string
}): MailedCodes {
  const { store, limits, outbox, clock, random, issuer } = dependencies
  const { mailedCodes } = store

  /** A code for the step, written to whoever it is for, at the same time as the record: the time tells nobody whether there is one. */
  async function mail(
    subject: Subject,
    step: string,
    visitor: Visitor,
    write: (fresh: FreshCode) => Promise<unknown>
  ) {
    const settings = await store.settings.get()
    const code = digits(random, settings.mail.code_length)
    const now = clock.nowSeconds()
    const fresh = {
      code_digest: codeDigest(step, code),
      tries_left: TRIES,
      iat: now,
      exp: now + settings.mail.code_lifetime
    }
    const isMeant = subject.username !== undefined || subject.password_hash !== undefined
    const message = codeMail(subject, { code, settings, issuer: issuer(), language: visitor.locale })
    await Promise.all([write(fresh), isMeant ? outbox.post(message) : undefined])
  }

  async function open(step: string, visitor: Visitor): Promise<MailedCode | undefined> {
    const record = await mailedCodes.get(stepId(step, visitor))
    return record && record.exp > clock.nowSeconds() && record.tries_left > 0 ? record : undefined
  }

  /** Spends a try, or the code where it is right. Undefined: the step is over. */
  async function spend(id: string, given: string): Promise<MailedCode | undefined> {
    const update = mailedCodes.update(id, (current) => {
      if (current.confirmed || current.tries_left < 1 || current.exp <= clock.nowSeconds())
        throw new StoreError('missing', 'The step is over')
      const isRight = isSameDigest(given, current.code_digest)
      return { ...current, ...(isRight ? { confirmed: true } : { tries_left: current.tries_left - 1 }) }
    })
    return update.catch(unlessMissing)
  }

  return {
    async begin(subject, visitor) {
      const retryAfterSeconds = await limits.admit(subject.email, visitor.ip)
      if (retryAfterSeconds) return { outcome: 'limited', retryAfterSeconds }
      const step = random.alphanumeric(STEP_CHARACTERS)
      const id = stepId(step, visitor)
      await mail(subject, step, visitor, (fresh) => mailedCodes.insert({ id, ...subject, ...fresh }))
      return { outcome: 'mailed', step }
    },

    async confirm(step, code, visitor, purposes) {
      const record = await open(step, visitor)
      if (!record || record.confirmed || !purposes.includes(record.purpose)) return { outcome: 'expired' }
      if (await limits.admitTry(record.email)) return { outcome: 'expired' }
      const spent = await spend(record.id, codeDigest(step, code.replace(/\s/g, '')))
      if (!spent || spent.tries_left < 1) return { outcome: 'expired' }
      if (!spent.confirmed) return { outcome: 'wrong-code', triesLeft: spent.tries_left }
      await limits.succeeded(record.email)
      return { outcome: 'confirmed', record: spent }
    },

    async confirmed(step, visitor) {
      const record = await open(step, visitor)
      return record?.confirmed ? record : undefined
    },

    take: ({ id }) => mailedCodes.remove(id),

    async another(step, visitor) {
      const record = await open(step, visitor)
      if (!record || record.confirmed) return undefined
      const waitSeconds = await limits.admit(record.email, visitor.ip)
      if (waitSeconds) return { waitSeconds }
      await mail(record, step, visitor, (fresh) =>
        mailedCodes.upsert(record.id, (current = record) => ({ ...current, ...fresh }))
      )
      return { waitSeconds: 0 }
    }
  }
}

type FreshCode = Pick<MailedCode, 'code_digest' | 'tries_left' | 'iat' | 'exp'>

/** The step's own token and the browser that it is in: another browser finds nothing under it. */
function stepId(step: string, { browserId }: Visitor): string {
  return digest(`${step}\n${browserId}`)
}

function codeDigest(step: string, code: string): string {
  return digest(`${step}\n${code}`)
}

function isSameDigest(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

/** Decimal digits, each equally likely: the letters of what was drawn are passed over. */
function digits(random: Random, length: number): string {
  let drawn = ''
  while (drawn.length < length) drawn += random.alphanumeric(8 * length).replace(/\D/g, '')
  return drawn.slice(0, length)
}
