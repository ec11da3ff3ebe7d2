// @vitest-environment jsdom
import { describe, expect, test, vi } from 'vitest';
import { crumbsOf } from './crumbs';

vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }));
const { rangeAfter } = await import('./useShortcuts');
const { automaticSeconds } = await import('../state/refresh');

const now = 1_800_000_000;
const range = { from: String(now - 7200), to: String(now - 3600) };

describe('after t', () => {
  test('left goes back', () => expect(rangeAfter('ArrowLeft', range, now, 'utc')).toEqual({ from: String(now - 9000), to: String(now - 5400) }));
  test('right goes forward', () => expect(rangeAfter('ArrowRight', range, now, 'utc')).toEqual({ from: String(now - 5400), to: String(now - 1800) }));
  test('0 goes back to the default', () => expect(rangeAfter('0', range, now, 'utc')).toEqual({ from: 'now-24h', to: 'now' }));
  test('other keys do nothing', () => expect(rangeAfter('x', range, now, 'utc')).toBeNull());
});

describe('where a page is', () => {
  const texts = (path: string) => crumbsOf(path).map((crumb) => crumb.text);
  test('is told by its address', () => expect(texts('/monitors/shop/explorer')).toEqual(['Isobar', 'Monitors', 'shop', 'Historical explorer']));
  test('names of one’s own stay as they are', () => expect(texts('/monitors/my%20shop.v2')).toEqual(['Isobar', 'Monitors', 'my shop.v2']));
  test('the way up can be followed', () => expect(crumbsOf('/monitors/shop/events/e1')[2].href).toBe('/monitors/shop'));
});

describe('automatic refresh', () => {
  test('comes at most once a minute', () => expect(automaticSeconds(300, 1)).toBe(60));
  test('comes as fast as the windows of a fast demo', () => expect(automaticSeconds(300, 15)).toBe(20));
  test('never comes faster than every ten seconds', () => expect(automaticSeconds(10, 60)).toBe(10));
});
