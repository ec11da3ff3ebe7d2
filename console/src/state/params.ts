import { defaultRange, resolve, type Range } from './range';

/** The state of a page is its address. What is not valid is left out, what is default is not written. */
export function parseRange(params: URLSearchParams, fallback: Range = defaultRange): Range {
  const range = { from: params.get('from') ?? fallback.from, to: params.get('to') ?? (params.has('from') ? 'now' : fallback.to) };
  return resolve(range, Date.now() / 1000 + 10 * 365 * 86400, 'utc') && isPlausible(range) ? range : fallback;
}

function isPlausible(range: Range): boolean {
  const isOneLine = (text: string) => /^\d+$/.test(text);
  return !isOneLine(range.to) || isOneLine(range.from);
}
