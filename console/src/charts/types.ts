import type { Known } from '../api/types';

export type ValueUnit = 'percent' | 'bytes' | 'millis' | 'count';

export interface ChartSeries {
  key: string;
  label: string;
  values: Known[];
  /** The same steps of the range before, drawn faintly. */
  previous?: Known[];
  /** Place in the palette; by order where it is left out. */
  colour?: number;
}

/** One plot. All of its series have one unit, so that all plots of a page have equal axes and stand in line. */
export interface Chart { id: string; title: string; unit: ValueUnit; series: ChartSeries[]; height?: number; threshold?: number }

/** Something that lasted from one time to another and is drawn over or behind the plots. */
export interface Span { id: string; from: number; to: number; label: string; tone: 'event' | 'past' | 'maintenance' | 'missing'; href?: string }

export interface Mark { id: number; at: number; until: number | null; label: string }

export interface TimeFrame { from: number; to: number; stepSeconds: number; times: number[] }
