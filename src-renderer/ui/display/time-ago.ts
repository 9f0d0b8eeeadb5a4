const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60]
]

/** A moment, in seconds since 1970, as people say it beside now: "3 minutes ago", "in 2 days"; less than a minute is "now". */
export function timeAgo(seconds: number, language: string, nowMilliseconds = Date.now()): string {
  const distance = seconds - nowMilliseconds / 1000
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  const [unit, length] = STEPS.find(([, step]) => Math.abs(distance) >= step) ?? ['second', 1]
  return unit === 'second' ? format.format(0, 'second') : format.format(Math.round(distance / length), unit)
}
