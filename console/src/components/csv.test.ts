import { expect, test } from 'vitest';
import { csvName, csvText } from './csv';

test('texts with commas, quotes and line ends are quoted', () => expect(csvText(['a'], [['x, "y"\nz']])).toBe('a\r\n"x, ""y""\nz"\r\n'));
test('what is not known is empty', () => expect(csvText(['a', 'b'], [[null, 0]])).toBe('a,b\r\n,0\r\n'));
test('a text that a spreadsheet would run is not run', () => expect(csvText(['a'], [['=cmd()']])).toBe("a\r\n'=cmd()\r\n"));
test('negative numbers stay numbers', () => expect(csvText(['a'], [[-1.5]])).toBe('a\r\n-1.5\r\n'));
test('the name tells the filter and the range', () => expect(csvName(['shop', 'health', 'country:Germany'], { from: Date.UTC(2026, 10, 28, 5) / 1000, to: Date.UTC(2026, 10, 28, 11, 30) / 1000 })).toBe('isobar-shop-health-country_Germany-20261128T0500Z-20261128T1130Z.csv'));
