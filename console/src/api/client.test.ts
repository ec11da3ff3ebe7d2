import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError, get, send, setCsrfToken, whenSignInIsNeeded } from './client';
import { withQuery } from './query';

const answers = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const fetched = vi.fn(async () => new Response(body === undefined ? null : JSON.stringify(body), { status, headers }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
};

beforeEach(() => setCsrfToken('token'));
afterEach(() => {
  vi.unstubAllGlobals();
  whenSignInIsNeeded(() => {});
});

describe('queries', () => {
  test('leave out what is not known', () => expect(withQuery('/api/x', { a: undefined, b: null, c: '', d: 0 })).toBe('/api/x?d=0'));
  test('repeat what is many', () => expect(withQuery('/api/x', { f: ['country:Chile', '!network:1'] })).toBe('/api/x?f=country%3AChile&f=%21network%3A1'));
});

describe('requests', () => {
  test('that change something carry the token', async () => {
    const fetched = answers(200, {});
    await send('PUT', '/api/x', { a: 1 });
    expect(fetched).toHaveBeenCalledWith('/api/x', expect.objectContaining({ method: 'PUT', body: '{"a":1}', headers: expect.objectContaining({ 'x-csrf-token': 'token' }) }));
  });
  test('that only look do not', async () => {
    const fetched = answers(200, {});
    await get('/api/x');
    expect(JSON.stringify(fetched.mock.calls)).not.toContain('x-csrf-token');
  });
  test('may be answered with nothing', async () => {
    answers(204, undefined);
    expect(await send('DELETE', '/api/x')).toBeUndefined();
  });
});

describe('failures', () => {
  test('keep the words of the server and the member at fault', async () => {
    answers(400, { code: 'Validation', message: 'name: at most 255 characters', field: 'name' });
    await expect(get('/api/x')).rejects.toMatchObject({ status: 400, code: 'Validation', message: 'name: at most 255 characters', field: 'name' });
  });
  test('tell how long to wait', async () => {
    answers(429, { code: 'TooManyRequests', message: 'locked' }, { 'retry-after': '30' });
    await expect(send('POST', '/api/session', {})).rejects.toMatchObject({ retryAfterSeconds: 30 });
  });
  test('without words tell the status', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
    await expect(get('/api/x')).rejects.toThrow('The server answered 502 Bad Gateway');
  });
  test('of an ended session ask for signing in', async () => {
    const needed = vi.fn();
    whenSignInIsNeeded(needed);
    answers(401, { code: 'SignInNeeded', message: 'Sign in.' });
    await expect(get('/api/monitors')).rejects.toBeInstanceOf(ApiError);
    expect(needed).toHaveBeenCalledOnce();
  });
  test('of the network are known as such', async () => {
    vi.stubGlobal('fetch', async () => { throw new TypeError('Failed to fetch'); });
    await expect(get('/api/x')).rejects.toMatchObject({ isOffline: true });
  });
});
