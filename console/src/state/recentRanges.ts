import { isRelative, type Range } from './range';

const key = 'isobar.ranges';

/** The last ranges that were chosen by hand; presets are one click away as it is. */
export function recentRanges(): Range[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one): one is Range => typeof one?.from === 'string' && typeof one?.to === 'string').slice(0, 4) : [];
  } catch {
    return [];
  }
}

export function rememberRange(range: Range) {
  if (isRelative(range)) return;
  const others = recentRanges().filter((one) => one.from !== range.from || one.to !== range.to);
  try {
    localStorage.setItem(key, JSON.stringify([range, ...others].slice(0, 4)));
  } catch {
    // Nothing is kept where the browser keeps nothing.
  }
}
