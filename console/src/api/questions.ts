import type { Range } from '../state/range';
import { withQuery, type Query } from './query';

/** Something that a page asks the server for. Pages, and the start of the console that asks for them early, must mean the same. */
export interface Question { path: string; query: Query }

const of = (monitor: string) => `/api/monitors/${encodeURIComponent(monitor)}`;

export const sessionPath = '/api/session';
export const monitorsPath = '/api/monitors';

export function overviewQuestion(monitor: string, asked: Range): Question {
  return { path: `${of(monitor)}/overview`, query: { ...asked } };
}

export function mapQuestion(monitor: string, asked: Range, filters: string[]): Question {
  return { path: `${of(monitor)}/map`, query: { ...asked, f: filters } };
}

export function weatherQuestion(asked: Range): Question {
  return { path: '/api/weather', query: { ...asked } };
}

export function textOf({ path, query }: Question): string {
  return withQuery(path, query);
}
