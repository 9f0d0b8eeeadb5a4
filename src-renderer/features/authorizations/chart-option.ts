import type { BarSeriesOption } from 'echarts/charts'
import type { AriaComponentOption, GridComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { AuthorizationsPerDay } from '../../../src-main/contract'
import type { ChartColours } from './chart-colours'

export type ChartOption = ComposeOption<
  AriaComponentOption | BarSeriesOption | GridComponentOption | TooltipComponentOption
>

export interface ChartWords {
  readonly description: string
  readonly others: string
  readonly day: (day: string) => string
  readonly number: (value: number) => string
}

export interface ChartSeries {
  readonly name: string
  readonly colour: string
  readonly counts: readonly number[]
}

/** What is stacked: the busiest clients, and the others together. */
export function seriesOf(
  { leading, others }: AuthorizationsPerDay,
  colours: ChartColours,
  othersName: string
): ChartSeries[] {
  const named = leading.map(({ client_name, client_id, counts }, index) => ({
    name: client_name ?? client_id,
    colour: colours.series[index] ?? colours.others,
    counts
  }))
  return others ? [...named, { name: othersName, colour: colours.others, counts: others }] : named
}

const FONT = '"Inter Variable", sans-serif'

/** The chart. It moves nothing and writes no HTML: the policy of the page refuses styles that stand in markup. */
export function chartOption(
  days: readonly string[],
  series: readonly ChartSeries[],
  colours: ChartColours,
  words: ChartWords
): ChartOption {
  const text = { color: colours.text, fontFamily: FONT, fontSize: 11 }
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    aria: { enabled: true, label: { description: words.description } },
    grid: { left: 8, right: 8, top: 14, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      axisPointer: { type: 'shadow', shadowStyle: { color: colours.line, opacity: 0.45 } },
      backgroundColor: colours.surface,
      borderColor: colours.line,
      padding: 10,
      textStyle: { ...text, color: colours.strong, fontSize: 12 },
      valueFormatter: (value) => words.number(Number(value))
    },
    xAxis: {
      type: 'category',
      data: days.map(words.day),
      axisLabel: { ...text, hideOverlap: true },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false }
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      ...(series.length ? {} : { max: 4 }),
      axisLabel: { ...text, formatter: words.number },
      splitLine: { lineStyle: { color: colours.line } }
    },
    // Without a series the axis would have no lines.
    series: (series.length ? series : [{ name: '', colour: colours.line, counts: days.map(() => 0) }]).map(
      ({ name, colour, counts }) => ({
        type: 'bar',
        name,
        stack: 'all',
        barMaxWidth: 40,
        // A line of the card's own colour keeps two series apart without colour.
        itemStyle: { color: colour, borderColor: colours.surface, borderWidth: days.length > 30 ? 0.5 : 1 },
        data: counts.map((count) => count || '-')
      })
    )
  }
}
