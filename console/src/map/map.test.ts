import { describe, expect, test } from 'vitest';
import { dotAt, dotsOf, radiusOf } from './cluster';
import type { Health, MapPoint } from './types';
import { afterKey, limited, wholeWorld, zoomedAt } from './view';

const point = (id: string, weight: number, health: Health = 'ok'): MapPoint => ({ id, weight, health, longitude: 0, latitude: 0, label: id });
const at = (...values: number[]) => Float32Array.from(values);

describe('dots', () => {
  test('near each other are one while the whole world is in view', () => expect(dotsOf([point('a', 1), point('b', 1)], at(100, 102), at(45, 46), 1)).toMatchObject([{ members: [0, 1] }]));
  test('are apart when one comes closer', () => expect(dotsOf([point('a', 1), point('b', 1)], at(100, 102), at(50, 52), 2)).toHaveLength(2));
  test('that are impaired are never gathered and come last, on top', () => {
    const dots = dotsOf([point('a', 1, 'impaired'), point('b', 9), point('c', 1, 'impaired')], at(100, 101, 102), at(50, 50, 50), 1);
    expect(dots.map((dot) => dot.health)).toEqual(['ok', 'impaired', 'impaired']);
  });
  test('stand where most of their traffic is', () => expect(dotsOf([point('a', 9), point('b', 1)], at(104, 114), at(50, 50), 1)[0].x).toBeCloseTo(105));
  test('have areas that grow with the traffic', () => expect(radiusOf(100, 100, 1) - radiusOf(0, 100, 1)).toBeCloseTo(2 * (radiusOf(25, 100, 1) - radiusOf(0, 100, 1))));
  test('are found under the pointer, the worst on top', () => {
    const dots = dotsOf([point('a', 9, 'ok'), point('b', 9, 'impaired')], at(100, 100), at(50, 50), 2);
    expect(dotAt(dots, 100, 50, 1, 4)?.members).toEqual([1]);
  });
  test('are not found out of reach', () => expect(dotAt(dotsOf([point('a', 1)], at(100), at(50), 1), 160, 50, 1, 4)).toBeNull());
});

describe('the view', () => {
  test('cannot be lost beside the world', () => expect(limited({ zoom: 1, x: 3, y: -3 })).toEqual(wholeWorld));
  test('keeps the spot under the pointer where it is', () => {
    const before = { zoom: 4, x: 0.1, y: 0 };
    const after = zoomedAt(before, 2, 0.2, 0);
    expect((0.2 - after.x) / after.zoom).toBeCloseTo((0.2 - before.x) / before.zoom);
  });
  test('comes closer with plus and shows the world with 0', () => {
    expect(afterKey(wholeWorld, '+')!.zoom).toBeGreaterThan(1);
    expect(afterKey({ zoom: 5, x: 1, y: 0 }, '0')).toEqual(wholeWorld);
  });
  test('leaves other keys alone', () => expect(afterKey(wholeWorld, 'a')).toBeNull());
});
