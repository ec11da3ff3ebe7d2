import { setServerIsDown } from './connection';
import { takeEarly } from './early';
import { withQuery, type Query } from './query';

/** The server's answer to a request that failed: its own words, and the member at fault where there is one. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field?: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }

  get isOffline() {
    return this.status === 0;
  }
}

let csrfToken: string | null = null;
let onSignInNeeded: () => void = () => {};

export function setCsrfToken(token: string | null) {
  csrfToken = token;
}

export function whenSignInIsNeeded(callback: () => void) {
  onSignInNeeded = callback;
}

export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return request<T>('GET', withQuery(path, query), undefined, signal);
}

export function send<T = void>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  return request<T>(method, path, body);
}

async function request<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET' && csrfToken) headers['x-csrf-token'] = csrfToken;
  let response: Response;
  try {
    response = (method === 'GET' && (await takeEarly(path, signal))) || (await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal, credentials: 'same-origin' }));
  } catch (error) {
    if (signal?.aborted) throw error;
    setServerIsDown(true);
    throw new ApiError(0, 'Offline', 'The server does not answer. It may be starting, stopped, or out of reach.');
  }
  setServerIsDown(response.status === 502 || response.status === 503 || response.status === 504);
  if (!response.ok) throw await errorOf(response, path);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

async function errorOf(response: Response, path: string): Promise<ApiError> {
  let said: { code?: string; message?: string; field?: string } = {};
  try {
    said = await response.json();
  } catch {
    // Something between us and the server answered: only its status is left to tell.
  }
  const code = said.code ?? String(response.status);
  if (code === 'SignInNeeded' && !path.startsWith('/api/session')) onSignInNeeded();
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  return new ApiError(response.status, code, said.message ?? `The server answered ${response.status} ${response.statusText}`.trim(), said.field, retryAfter);
}
