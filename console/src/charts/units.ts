import * as format from '../format/numbers';
import type { Known } from '../api/types';
import type { ValueUnit } from './types';

const texts: Record<ValueUnit, (value: Known) => string> = { percent: format.percent, bytes: format.bytes, millis: format.millis, count: format.compactCount };
const suffixes: Record<ValueUnit, string> = { percent: '%', bytes: 'bytes', millis: 'ms', count: 'connections' };

export function valueText(value: Known, unit: ValueUnit): string {
  return texts[unit](value);
}

export function unitName(unit: ValueUnit): string {
  return suffixes[unit];
}

/** Ticks of an axis need no two decimals. */
export function tickText(value: number, unit: ValueUnit): string {
  if (unit !== 'percent') return texts[unit](value);
  return value > 100 ? '' : `${Number(value.toFixed(2))}%`;
}

/** Scores stand below 100 and are looked at from above; amounts stand on zero. */
export function yRange(unit: ValueUnit, least: Known, most: Known, threshold?: number): [number, number] {
  if (unit !== 'percent') return [0, most && most > 0 ? most * 1.08 : 1];
  const low = Math.min(least ?? 98, threshold !== undefined && least !== null && least < threshold + 2 ? threshold - 1 : 99);
  const bottom = Math.max(0, Math.floor(low - (100 - low) * 0.1));
  return [bottom, 100 + (100 - bottom) * 0.04];
}
