/** Writes a moment, in milliseconds since 1970, as the local time of day down to the millisecond: 14:22:12.481. */
export function timeOfDay(language: string): (moment: number) => string {
  const format = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23'
  })
  return (moment) => format.format(moment)
}
