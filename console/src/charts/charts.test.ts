import { describe, expect, test } from 'vitest';
import { lonely, timeLabels } from './axis';
import { merged } from './merge';
import { colourOf, dashFor } from './palette';
import { missingSpans } from './spans';
import { yRange } from './units';

const hour = 3600;
const midnight = Date.UTC(2026, 10, 28) / 1000;

test('hours name the day where it changes', () => expect(timeLabels([midnight - hour, midnight, midnight + hour], hour, 'utc')).toEqual(['23:00\n27 Nov', '00:00\n28 Nov', '01:00']));
test('days name the year where it changes', () => expect(timeLabels([midnight, midnight + 86400], 86400, 'utc')).toEqual(['28 Nov\n2026', '29 Nov']));

test('values alone between gaps are found, lines are not', () => expect(lonely([1, null, 2, null, 3, 4], 0, 5)).toEqual([0, 2]));

describe('missing data', () => {
  const times = [0, 300, 600, 900, 1200];
  test('are the steps between steps that have some', () => expect(missingSpans(times, [1, null, null, 2, null], 300)).toMatchObject([{ from: 300, to: 900, tone: 'missing' }]));
  test('are not what comes before the first and after the last', () => expect(missingSpans(times, [null, 1, 2, null, null], 300)).toEqual([]));
  test('are nothing where there is no data at all', () => expect(missingSpans(times, [null, null, null, null, null], 300)).toEqual([]));
});

describe('spans that overlap', () => {
  const span = (id: string, from: number, to: number, tone: 'past' | 'event' = 'past') => ({ id, from, to, tone, label: id, href: `/monitors/m/events/${id}` });
  test('are one, which leads to the list of them', () => expect(merged([span('b', 50, 200), span('a', 0, 100)])).toMatchObject([{ from: 0, to: 200, href: '/monitors/m/events?from=0&to=200' }]));
  test('of different tones stay apart', () => expect(merged([span('a', 0, 100), span('b', 50, 200, 'event')])).toHaveLength(2));
  test('that do not touch stay as they are', () => expect(merged([span('a', 0, 100), span('b', 101, 200)]).map((one) => one.label)).toEqual(['a', 'b']));
});

describe('the axis of values', () => {
  test('of scores ends just above 100', () => expect(yRange('percent', 90, 100)[1]).toBeGreaterThan(100));
  test('of scores is not stretched by nothing', () => expect(yRange('percent', 99.99, 100)[0]).toBeLessThanOrEqual(99));
  test('of scores never falls below zero', () => expect(yRange('percent', 0, 100)[0]).toBe(0));
  test('of amounts begins at zero', () => expect(yRange('bytes', 500, 1000)[0]).toBe(0));
  test('of nothing can still be drawn', () => expect(yRange('millis', null, null)).toEqual([0, 1]));
});

test('two series never look the same, up to fifty', () => {
  const looks = Array.from({ length: 50 }, (_, index) => `${colourOf(index, false)} ${dashFor(index)}`);
  expect(new Set(looks).size).toBe(50);
});
