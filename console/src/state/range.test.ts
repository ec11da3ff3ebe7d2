import { describe, expect, test } from 'vitest';
import { absolute, defaultRange, describe as words, parseTyped, resolve, resolveEnd, shift, toApi, zoomIn, zoomOut } from './range';

const now = Date.UTC(2026, 10, 28, 17, 30) / 1000;
const hour = 3600;

describe('resolving the ends of a range', () => {
  test('relative ends count back from now', () => expect(resolve({ from: 'now-6h', to: 'now' }, now, 'utc')).toEqual({ from: now - 6 * hour, to: now }));
  test('a day begins at midnight of the clock', () => expect(resolveEnd('today', now, 'utc')).toBe(Date.UTC(2026, 10, 28) / 1000));
  test('days before today are counted in days', () => expect(resolveEnd('today-7d', now, 'utc')).toBe(Date.UTC(2026, 10, 21) / 1000));
  test('hours before today mean nothing', () => expect(resolveEnd('today-6h', now, 'utc')).toBeNull());
  test('an end before the start is no range', () => expect(resolve({ from: 'now', to: 'now-1h' }, now, 'utc')).toBeNull());
  test('what is no time means nothing', () => expect(resolveEnd('yesterday', now, 'utc')).toBeNull());
});

describe('what the server is asked for', () => {
  test('it knows now by itself', () => expect(toApi({ from: 'now-6h', to: 'now' }, now, 'utc')).toEqual({ from: 'now-6h', to: 'now' }));
  test('but not where a day begins', () => expect(toApi({ from: 'today-1d', to: 'today' }, now, 'utc')).toEqual({ from: String(Date.UTC(2026, 10, 27) / 1000), to: String(Date.UTC(2026, 10, 28) / 1000) }));
});

describe('words for a range', () => {
  test('a preset by its name', () => expect(words({ from: 'now-30d', to: 'now' }, now, 'utc')).toBe('Last 30 days'));
  test('many hours as days', () => expect(words({ from: 'now-72h', to: 'now' }, now, 'utc')).toBe('Last 3 days'));
  test('a single unit without a number', () => expect(words({ from: 'now-1d', to: 'now' }, now, 'utc')).toBe('Last day'));
  test('a time within a day names the day once', () => expect(words({ from: String(now - hour), to: String(now) }, now, 'utc')).toBe('28 Nov 2026, 16:30 – 17:30'));
  test('a time over days names both', () => expect(words({ from: String(now - 24 * hour), to: String(now) }, now, 'utc')).toBe('27 Nov 2026, 17:30 – 28 Nov, 17:30'));
});

describe('moving through time', () => {
  test('out of a relative range stays relative', () => expect(zoomOut({ from: 'now-24h', to: 'now' }, now, 'utc')).toEqual({ from: 'now-2d', to: 'now' }));
  test('out keeps the middle', () => expect(zoomOut({ from: String(now - 11 * hour), to: String(now - 10 * hour) }, now, 'utc')).toEqual({ from: String(now - 12 * hour), to: String(now - 9 * hour) }));
  test('out never reaches past now', () => expect(zoomOut({ from: String(now - hour), to: String(now) }, now, 'utc')).toEqual({ from: String(now - 3 * hour), to: String(now) }));
  test('in halves', () => expect(zoomIn({ from: String(now - 4 * hour), to: String(now) }, now, 'utc')).toEqual({ from: String(now - 3 * hour), to: String(now - hour) }));
  test('back moves by half', () => expect(shift({ from: 'now-2h', to: 'now' }, -1, now, 'utc')).toEqual({ from: String(now - 3 * hour), to: String(now - hour) }));
  test('forward stops at now', () => expect(shift({ from: 'now-2h', to: 'now' }, 1, now, 'utc')).toEqual({ from: String(now - 2 * hour), to: String(now) }));
  test('what cannot be read falls back to the default', () => expect(zoomOut({ from: 'x', to: 'now' }, now, 'utc')).toEqual(defaultRange));
});

describe('typed ends', () => {
  test('a date and time in UTC', () => expect(parseTyped('2026-11-28 10:00', 'utc')).toBe(String(Date.UTC(2026, 10, 28, 10) / 1000)));
  test('a short length back', () => expect(parseTyped('6h', 'utc')).toBe('now-6h'));
  test('relative as it is', () => expect(parseTyped(' now-90m ', 'utc')).toBe('now-90m'));
  test('nothing else', () => expect(parseTyped('28/11/2026', 'utc')).toBeNull());
});

test('a permalink holds absolute times', () => expect(absolute({ from: 'now-1h', to: 'now' }, now, 'utc')).toEqual({ from: String(now - hour), to: String(now) }));
