import { afterEach, describe, expect, test, vi } from 'vitest';
import { askEarly, takeEarly } from '../api/early';
import { mapQuestion, overviewQuestion, textOf, weatherQuestion } from '../api/questions';
import { earlyPaths } from './early';
import { pageAt } from './pages';

const everywhere = ['/api/session', '/api/monitors'];

describe('what is asked before the code of a page is there', () => {
  test('is what the page asks then, to the letter', () => {
    const range = { from: 'now-6h', to: 'now' };
    expect(earlyPaths('/monitors/my%20shop', '?from=now-6h&f=country:Germany&f=nonsense')).toEqual([
      ...everywhere,
      textOf(overviewQuestion('my shop', range)),
      textOf(mapQuestion('my shop', range, ['country:Germany'])),
    ]);
    expect(earlyPaths('/weather', '')).toEqual([...everywhere, textOf(weatherQuestion({ from: 'now-24h', to: 'now' }))]);
  });
  test.each(['/', '/monitors', '/monitors/create', '/monitors/shop/events', '/monitors/%', '/weather/x'])('is no more than all pages ask on %s', (path) => expect(earlyPaths(path, '')).toEqual(everywhere));
  test('is not what takes the clock of the data', () => expect(earlyPaths('/monitors/shop', '?from=today')).toEqual(everywhere));
});

describe('the page of an address', () => {
  test.each([
    ['/monitors', 'MonitorsPage'],
    ['/monitors/create', 'CreatePage'],
    ['/monitors/shop', 'OverviewPage'],
    ['/monitors/shop/events/e%2F1', 'EventPage'],
    ['/alarms/low/edit', 'AlarmFormPage'],
    ['/', undefined],
    ['/nothing-here', undefined],
  ])('%s is %s', (path, name) => expect(pageAt(path)?.name).toBe(name));
});

describe('an answer that was asked for early', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  const answer = (status = 200) => vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(new Response('{}', { status }))));

  test('is given once', async () => {
    answer();
    askEarly('/api/a');
    expect((await takeEarly('/api/a'))?.status).toBe(200);
    expect(await takeEarly('/api/a')).toBeNull();
    expect(await takeEarly('/api/b')).toBeNull();
  });
  test('is left to the next by who gave up', async () => {
    answer();
    askEarly('/api/a');
    expect(await takeEarly('/api/a', AbortSignal.abort())).toBeNull();
    expect((await takeEarly('/api/a'))?.status).toBe(200);
  });
  test('is not given where it is an error: asked again it may be none', async () => {
    answer(401);
    askEarly('/api/a');
    expect(await takeEarly('/api/a')).toBeNull();
  });
  test('is not given where nothing came', async () => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('offline'))));
    askEarly('/api/a');
    expect(await takeEarly('/api/a')).toBeNull();
  });
  test('is not given when it is old', async () => {
    answer();
    vi.useFakeTimers({ now: 0 });
    askEarly('/api/a');
    vi.setSystemTime(5_001);
    expect(await takeEarly('/api/a')).toBeNull();
  });
});
