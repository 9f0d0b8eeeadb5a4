import pino from 'pino'
import type { Clock, Log } from '../../ports'
import { redact, redactText } from './redaction'

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]
export const LOG_FORMATS = ['pretty', 'json'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

export interface LogOptions {
  readonly level: LogLevel
  readonly format: LogFormat
  readonly clock: Clock
  /** Takes whole lines, each with its line end. */
  readonly write: (line: string) => void
  /** Is handed each entry as JSON, redacted. */
  readonly keep?: (entry: string) => void
}

/**
 * The log: one line per entry, with every secret taken out by name and every control character escaped, so that nothing
 * that came from outside can forge a line or drive a terminal.
 */
export function createLog({ level, format, clock, write, keep }: LogOptions): Log {
  const toLine = format === 'json' ? escapeControlCharacters : prettyLine
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(clock.nowMs()).toISOString()}"`,
      formatters: {
        level: (name) => ({ level: name }),
        log: (fields) => redact(fields) as Record<string, unknown>
      }
    },
    {
      write: (entry) => {
        const line = entry.trimEnd()
        write(`${toLine(line)}\n`)
        keep?.(line)
      }
    }
  )
  return {
    debug: (message, fields) => logger.debug({ ...fields }, redactText(message)),
    info: (message, fields) => logger.info({ ...fields }, redactText(message)),
    warn: (message, fields) => logger.warn({ ...fields }, redactText(message)),
    error: (message, fields) => logger.error({ ...fields }, redactText(message))
  }
}

/** Control characters, line separators and marks that turn the direction of text, as `\uXXXX`. */
function escapeControlCharacters(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}

/** `10:15:00.123 INFO message  name=value …` of an entry in JSON. */
export function prettyLine(entry: string): string {
  const { time, level, msg, ...fields } = JSON.parse(entry) as Record<string, unknown>
  const shown = Object.entries(fields).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`
  )
  const clockTime = String(time).slice(11, 23)
  return escapeControlCharacters(
    `${clockTime} ${String(level).toUpperCase().padEnd(5)} ${String(msg ?? '')} ${shown.join('')}`
  ).trimEnd()
}
