/** A filter as the address bar and the API hold it: `country:Germany`, or `!country:Germany` to exclude. */
export interface Filter { field: FilterField; value: string; isExcluded: boolean }

export const filterFields = {
  location: 'Service location',
  country: 'Country',
  subdivision: 'Subdivision',
  metro: 'Metro',
  city: 'City',
  network: 'Network (AS number)',
  family: 'Address family',
} as const;

export type FilterField = keyof typeof filterFields;

/** What filters by place and network: all that pages beside the explorer can tell apart. */
export const placeFields = ['location', 'country', 'subdivision', 'metro', 'city', 'network'] as const satisfies FilterField[];

const families = ['IPv4', 'IPv6'];

export function parseFilter(text: string): Filter | null {
  const match = /^(!?)([a-z]+):(.+)$/.exec(text);
  if (!match || !(match[2] in filterFields)) return null;
  const field = match[2] as FilterField;
  if (field === 'family' && !families.includes(match[3])) return null;
  if (field === 'network' && !/^\d{1,10}$/.test(match[3])) return null;
  return { field, value: match[3], isExcluded: match[1] === '!' };
}

export function filterText(filter: Filter): string {
  return `${filter.isExcluded ? '!' : ''}${filter.field}:${filter.value}`;
}

export function parseFilters(texts: string[]): Filter[] {
  const seen = new Set<string>();
  return texts.map(parseFilter).filter((filter): filter is Filter => {
    if (!filter || seen.has(filterText(filter))) return false;
    seen.add(filterText(filter));
    return true;
  });
}

export function addFilter(filters: Filter[], added: Filter): Filter[] {
  const others = filters.filter((one) => one.field !== added.field || one.value !== added.value);
  return [...others, added];
}

/** Names of places repeat over the world: a filter names the places around it too, `Munich, Bavaria, Germany`. */
export function placeValue(...names: (string | null | undefined)[]): string {
  return names.filter(Boolean).join(', ');
}

/** Whether a thing with these values passes: values of one field are alternatives, all fields must hold. */
export function passes(filters: Filter[], values: Partial<Record<FilterField, string>>): boolean {
  const fields = new Set(filters.filter((one) => !one.isExcluded).map((one) => one.field));
  const isExcluded = filters.some((one) => one.isExcluded && values[one.field] === one.value);
  if (isExcluded) return false;
  return [...fields].every((field) => filters.some((one) => !one.isExcluded && one.field === field && values[field] === one.value));
}
