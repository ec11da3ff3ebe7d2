import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { filterText, parseFilters, type Filter } from './filters';
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

export function writeRange(params: URLSearchParams, range: Range, fallback: Range = defaultRange): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('from');
  next.delete('to');
  if (range.from !== fallback.from || range.to !== fallback.to) {
    next.set('from', range.from);
    if (range.to !== 'now') next.set('to', range.to);
  }
  return next;
}

export function writeFilters(params: URLSearchParams, filters: Filter[]): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('f');
  for (const filter of filters) next.append('f', filterText(filter));
  return next;
}

export function useRange(fallback: Range = defaultRange): [Range, (range: Range) => void] {
  const [params, setParams] = useSearchParams();
  const range = useMemo(() => parseRange(params, fallback), [params, fallback]);
  const setRange = useCallback((next: Range) => setParams((old) => writeRange(old, next, fallback)), [setParams, fallback]);
  return [range, setRange];
}

export function useFilters(): [Filter[], (filters: Filter[]) => void] {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => parseFilters(params.getAll('f')), [params]);
  const setFilters = useCallback((next: Filter[]) => setParams((old) => writeFilters(old, next)), [setParams]);
  return [filters, setFilters];
}

/** The same for pages that tell no address families apart: a filter by one, as an address of the explorer may have it, is left out. */
export function usePlaceFilters(): [Filter[], (filters: Filter[]) => void] {
  const [filters, setFilters] = useFilters();
  return [useMemo(() => filters.filter((one) => one.field !== 'family'), [filters]), setFilters];
}

/** One parameter out of a known set. The first is the default, which the address does not name. */
export function useChoice<T extends string>(name: string, choices: readonly T[]): [T, (value: T) => void] {
  const [params, setParams] = useSearchParams();
  const given = params.get(name) as T | null;
  const value = given !== null && choices.includes(given) ? given : choices[0];
  const set = useCallback(
    (next: T) =>
      setParams((old) => {
        const copy = new URLSearchParams(old);
        if (next === choices[0]) copy.delete(name);
        else copy.set(name, next);
        return copy;
      }),
    [setParams, name, choices],
  );
  return [value, set];
}
