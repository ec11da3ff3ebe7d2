import { describe, expect, test } from 'vitest';
import { addFilter, filterText, parseFilters, passes } from './filters';
import { defaultRange } from './range';
import { parseRange } from './params';
import { writeFilters, writeRange } from './useUrl';

const params = (text: string) => new URLSearchParams(text);

describe('the range in the address', () => {
  test('is the default where there is none', () => expect(parseRange(params(''))).toEqual(defaultRange));
  test('stays relative', () => expect(parseRange(params('from=now-6h'))).toEqual({ from: 'now-6h', to: 'now' }));
  test('may be in Unix seconds', () => expect(parseRange(params('from=1784883600&to=1784970000'))).toEqual({ from: '1784883600', to: '1784970000' }));
  test('is left out where it is not valid', () => expect(parseRange(params('from=tomorrow&to=never'))).toEqual(defaultRange));
  test('is left out where it runs backwards', () => expect(parseRange(params('from=1784970000&to=1784883600'))).toEqual(defaultRange));
  test('is not written where it is the default', () => expect(writeRange(params('from=now-6h&f=country:Germany'), defaultRange).toString()).toBe('f=country%3AGermany'));
  test('is written readably', () => expect(decodeURIComponent(writeRange(params(''), { from: 'now-6h', to: 'now' }).toString())).toBe('from=now-6h'));
});

describe('filters in the address', () => {
  test('are read one by one', () => expect(parseFilters(['country:Germany', '!network:64512'])).toEqual([
    { field: 'country', value: 'Germany', isExcluded: false },
    { field: 'network', value: '64512', isExcluded: true },
  ]));
  test('by address family are one of two', () => expect(parseFilters(['family:IPv6', '!family:IPv4', 'family:ipv6', 'family:IPv5']).map(filterText)).toEqual(['family:IPv6', '!family:IPv4']));
  test('by address family come back as they were written', () => {
    const written = writeFilters(params('group=family&from=now-6h'), parseFilters(['family:IPv6', 'country:Chile']));
    expect(decodeURIComponent(written.toString())).toBe('group=family&from=now-6h&f=family:IPv6&f=country:Chile');
  });
  test('may hold colons and commas', () => expect(parseFilters(['city:Munich, Bavaria, Germany'])[0].value).toBe('Munich, Bavaria, Germany'));
  test('are dropped where the field is unknown, the value is missing or a network is no number', () => expect(parseFilters(['planet:Mars', 'country:', 'network:Example'])).toEqual([]));
  test('are dropped where they are there twice', () => expect(parseFilters(['country:Chile', 'country:Chile'])).toHaveLength(1));
  test('come back as they were written', () => {
    const written = writeFilters(params('from=now-6h'), parseFilters(['country:Côte d’Ivoire', '!city:Köln']));
    expect(parseFilters(written.getAll('f')).map(filterText)).toEqual(['country:Côte d’Ivoire', '!city:Köln']);
    expect(written.get('from')).toBe('now-6h');
  });
  test('a new one takes the place of its opposite', () => expect(addFilter(parseFilters(['!country:Chile']), { field: 'country', value: 'Chile', isExcluded: false }).map(filterText)).toEqual(['country:Chile']));
});

describe('what passes filters', () => {
  const germany = { country: 'Germany', network: '64512' };
  test('everything passes none', () => expect(passes([], germany)).toBe(true));
  test('values of one field are alternatives', () => expect(passes(parseFilters(['country:Chile', 'country:Germany']), germany)).toBe(true));
  test('all fields must hold', () => expect(passes(parseFilters(['country:Germany', 'network:64513']), germany)).toBe(false));
  test('what is excluded does not pass', () => expect(passes(parseFilters(['!network:64512']), germany)).toBe(false));
});
