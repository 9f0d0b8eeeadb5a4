import { TRAFFIC_COLUMNS, type TrafficColumn } from '../../../stores/traffic/traffic-columns'

/** How wide a column is in a wide, a middling and a narrow list; none: there is no room for it. */
type Widths = readonly [wide: string, middling?: string | undefined, narrow?: string | undefined]

const WIDTHS: Readonly<Record<TrafficColumn, Widths>> = {
  time: ['100px', '94px', '64px'],
  request: ['minmax(150px, 1.4fr)', 'minmax(126px, 1.1fr)', 'minmax(110px, 1fr)'],
  client: ['minmax(90px, 1fr)', 'minmax(70px, 0.8fr)'],
  user: ['minmax(70px, 0.8fr)'],
  grant: ['120px'],
  result: ['minmax(120px, 1.2fr)', 'minmax(136px, 1.2fr)', 'minmax(120px, 1fr)'],
  took: ['64px', '58px']
}

/** The columns of the rows' grid for each width of the list, behind the rail. */
export function gridColumns(isShown: (column: TrafficColumn) => boolean): Record<string, string> {
  const shown = TRAFFIC_COLUMNS.filter(isShown)
  const at = (width: 0 | 1 | 2) => ['4px', ...shown.flatMap((one) => WIDTHS[one][width] ?? [])].join(' ')
  return { '--wide': at(0), '--middling': at(1), '--narrow': at(2) }
}
