import { useCallback, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { addFilter, filterText, parseFilters, type Filter } from './filters';
import { parseRange } from './params';
import { defaultRange, type Range } from './range';

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

/** Changes the address. What it changes is read when it does: so the function stays the same, and what is given it need not be drawn anew whenever the address changes. */
function useEdit(): (edit: (old: URLSearchParams) => URLSearchParams) => void {
  const navigate = useNavigate();
  return useCallback((edit) => void navigate({ search: edit(new URLSearchParams(window.location.search)).toString() }), [navigate]);
}

export function useRange(fallback: Range = defaultRange): [Range, (range: Range) => void] {
  const [params] = useSearchParams();
  const edit = useEdit();
  const range = useMemo(() => parseRange(params, fallback), [params, fallback]);
  const setRange = useCallback((next: Range) => edit((old) => writeRange(old, next, fallback)), [edit, fallback]);
  return [range, setRange];
}

export function useFilters(): [Filter[], (filters: Filter[]) => void] {
  const [params] = useSearchParams();
  const edit = useEdit();
  const texts = params.getAll('f').join('\n');
  const filters = useMemo(() => parseFilters(texts.split('\n')), [texts]);
  const setFilters = useCallback((next: Filter[]) => edit((old) => writeFilters(old, next)), [edit]);
  return [filters, setFilters];
}

/** The same for pages that tell no address families apart: a filter by one, as an address of the explorer may have it, is left out. */
export function usePlaceFilters(): [Filter[], (filters: Filter[]) => void] {
  const [filters, setFilters] = useFilters();
  return [useMemo(() => filters.filter((one) => one.field !== 'family'), [filters]), setFilters];
}

/** Narrows the page by more filters. */
export function useNarrow(): (added: Filter[]) => void {
  const edit = useEdit();
  return useCallback((added) => edit((old) => writeFilters(old, added.reduce(addFilter, parseFilters(old.getAll('f'))))), [edit]);
}

/** One parameter out of a known set. The first is the default, which the address does not name. */
export function useChoice<T extends string>(name: string, choices: readonly T[]): [T, (value: T) => void] {
  const [params] = useSearchParams();
  const edit = useEdit();
  const given = params.get(name) as T | null;
  const value = given !== null && choices.includes(given) ? given : choices[0];
  const set = useCallback(
    (next: T) =>
      edit((old) => {
        if (next === choices[0]) old.delete(name);
        else old.set(name, next);
        return old;
      }),
    [edit, name, choices],
  );
  return [value, set];
}
