import { mapQuestion, monitorsPath, overviewQuestion, sessionPath, textOf, weatherQuestion } from '../api/questions';
import { filterText, parseFilters } from '../state/filters';
import { parseRange } from '../state/params';

/** What the page of an address asks first, besides what all pages ask. */
export function earlyPaths(pathname: string, search: string): string[] {
  const params = new URLSearchParams(search);
  const range = parseRange(params);
  const all = [sessionPath, monitorsPath];
  // A day begins where the clock of the data says, which only the session tells.
  if (`${range.from} ${range.to}`.includes('today')) return all;
  const filters = parseFilters(params.getAll('f')).map(filterText);
  const parts = pathname.split('/').filter(Boolean);
  if (parts[0] === 'weather' && parts.length === 1) return [...all, textOf(weatherQuestion(range))];
  if (parts[0] !== 'monitors' || parts.length !== 2 || parts[1] === 'create') return all;
  const monitor = decoded(parts[1]);
  if (monitor === null) return all;
  return [...all, textOf(overviewQuestion(monitor, range)), textOf(mapQuestion(monitor, range, filters))];
}

/** What stands in the address; null where that is no text, which the page then says. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
