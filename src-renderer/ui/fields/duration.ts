/** Units that a span of time is given in, with their seconds, from small to large. */
export const DURATION_UNITS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const
export type DurationUnit = keyof typeof DURATION_UNITS

/** The unit in which so many seconds read best: whole numbers, and an hour as 60 minutes. */
export function unitOf(seconds: number): DurationUnit {
  const fits = (unit: DurationUnit, least: number) =>
    seconds >= least * DURATION_UNITS[unit] && seconds % DURATION_UNITS[unit] === 0
  if (fits('day', 1)) return 'day'
  if (fits('hour', 2)) return 'hour'
  return fits('minute', 1) ? 'minute' : 'second'
}

/** A span of time in words, such as "60 minutes", in the grammar of the locale. */
export function formatDuration(seconds: number, locale: string, display: 'long' | 'short' = 'long'): string {
  const unit = unitOf(seconds)
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: display }).format(
    seconds / DURATION_UNITS[unit]
  )
}

/** The word for a unit beside a number, such as "minutes". */
export function unitWord(unit: DurationUnit, amount: number, locale: string): string {
  const parts = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).formatToParts(
    Number.isFinite(amount) ? amount : 0
  )
  return parts.find((part) => part.type === 'unit')?.value ?? unit
}

/** What is left until a moment, as a clock says it: "4 m 12 s"; the two largest units that are not zero. */
export function formatCountdown(milliseconds: number, locale: string): string {
  let rest = Math.max(0, Math.ceil(milliseconds / 1000))
  const parts: string[] = []
  for (const unit of ['day', 'hour', 'minute', 'second'] as const) {
    const amount = Math.floor(rest / DURATION_UNITS[unit])
    rest -= amount * DURATION_UNITS[unit]
    if (amount > 0 || (unit === 'second' && parts.length === 0))
      parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(amount))
  }
  return parts.slice(0, 2).join(' ')
}
