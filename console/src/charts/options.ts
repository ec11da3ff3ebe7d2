import uPlot from 'uplot';
import type { Clock } from '../format/times';
import { lonely, timeLabels } from './axis';
import { drawBands, drawMarks, drawThreshold } from './overlays';
import { colourOf, dashFor, inks } from './palette';
import { leftSpace, rightSpace } from './space';
import { tickText, yRange } from './units';
import type { Chart, Mark, Span } from './types';


/** What the plot reads anew each time it draws. */
export interface Live { from: number; to: number; spans: Span[]; marks: Mark[]; threshold?: number }

export interface Handlers { onZoom?: (from: number, to: number) => void; onReset?: () => void; onCursor: (index: number | null, left: number) => void }

const font = '12px Inter, "Segoe UI", "Noto Sans", "Liberation Sans", system-ui, sans-serif';

export function optionsOf(chart: Chart, live: () => Live, handlers: () => Handlers, look: { isDark: boolean; clock: Clock; width: number; syncKey: string }): uPlot.Options {
  const ink = inks(look.isDark);
  const axis = { stroke: ink.text, font, grid: { stroke: ink.grid, width: 1 }, ticks: { show: false } };
  const pointer = window.matchMedia?.('(pointer: coarse)').matches;
  return {
    width: look.width,
    height: chart.height ?? 180,
    padding: [8, rightSpace, 0, 0],
    legend: { show: false },
    tzDate: (at) => (look.clock === 'utc' ? uPlot.tzDate(new Date(at * 1000), 'Etc/UTC') : new Date(at * 1000)),
    focus: { alpha: 0.25 },
    scales: {
      x: { range: () => [live().from, live().to] },
      y: { range: (_, least, most) => yRange(chart.unit, least, most, live().threshold) },
    },
    cursor: {
      // The others follow the pointer, not the button: each would zoom the page once more.
      sync: { key: look.syncKey, setSeries: false, filters: { sub: follows, pub: follows } },
      drag: { x: !pointer && handlers().onZoom !== undefined, y: false, setScale: false, dist: 6 },
      points: { size: 7 },
      y: false,
      bind: {
        dblclick: () => () => {
          handlers().onReset?.();
          return null;
        },
      },
    },
    axes: [
      { ...axis, space: 64, size: 40, gap: 4, values: (_, splits, _axis, _space, step) => timeLabels(splits, step, look.clock) },
      { ...axis, size: leftSpace, gap: 8, space: 32, values: (_, splits) => splits.map((value) => tickText(value, chart.unit)) },
    ],
    series: [{}, ...chart.series.flatMap((one, index) => lines(chart, index, one.colour ?? index, look.isDark))],
    hooks: {
      drawAxes: [(plot) => drawBands(plot, live().spans, ink)],
      draw: [
        (plot) => {
          if (live().threshold !== undefined) drawThreshold(plot, live().threshold!, ink);
          drawMarks(plot, live().marks, ink);
        },
      ],
      setCursor: [(plot) => handlers().onCursor(plot.cursor.idx ?? null, plot.cursor.left ?? -1)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 6) return;
          const from = plot.posToVal(left, 'x');
          const to = plot.posToVal(left + width, 'x');
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          handlers().onZoom?.(Math.floor(from), Math.ceil(to));
        },
      ],
    },
  };
}

function follows(type: string): boolean {
  return type === 'mousemove' || type === 'mouseleave';
}

/** A line, and before it that of the previous range where there is one. */
function lines(chart: Chart, index: number, colour: number, isDark: boolean): uPlot.Series[] {
  const series = chart.series[index];
  const stroke = colourOf(colour, isDark);
  const points: uPlot.Series.Points = { show: true, size: 4, fill: stroke, filter: (plot, at) => lonely(plot.data[at], 0, plot.data[at].length - 1) };
  const line: uPlot.Series = { label: series.label, stroke, width: 1.6, dash: dashFor(index), points, spanGaps: false };
  if (!series.previous) return [line];
  return [{ label: `${series.label}, before`, stroke, width: 1.2, alpha: 0.38, dash: [3, 3], points: { show: false } }, line];
}

export function dataOf(chart: Chart, times: number[]): uPlot.AlignedData {
  return [times, ...chart.series.flatMap((one) => (one.previous ? [one.previous, one.values] : [one.values]))] as uPlot.AlignedData;
}

/** Places of a series of the chart among the lines of the plot. */
export function linesOf(chart: Chart, key: string): number[] {
  let at = 1;
  for (const one of chart.series) {
    const places = one.previous ? [at, at + 1] : [at];
    if (one.key === key) return places;
    at += places.length;
  }
  return [];
}
