import { describe, expect, test } from 'vitest';
import { ago, dateTime, duration, parsePlain, plainDateTime, zoneName } from './times';
import { bytes, compactCount, confidence, millis, network, percent, plural } from './numbers';

const at = Date.UTC(2026, 10, 28, 7, 5) / 1000;

describe('numbers', () => {
  test.each([[100, '100%'], [0, '0%'], [99.996, '>99.99%'], [99.5, '99.50%'], [97.44, '97.4%'], [0.004, '<0.01%'], [0.25, '0.25%'], [null, '–']])('%s percent reads %s', (value, text) => expect(percent(value)).toBe(text));
  test.each([[0, '0 B'], [999, '999 B'], [1000, '1 KB'], [1_536_000, '1.54 MB'], [12_345_678_901, '12.3 GB'], [999_600, '1 MB'], [null, '–']])('%s bytes read %s', (value, text) => expect(bytes(value)).toBe(text));
  test.each([[4.25, '4.3 ms'], [5, '5 ms'], [120.6, '121 ms'], [12_000, '12.0 s'], [undefined, '–']])('%s milliseconds read %s', (value, text) => expect(millis(value)).toBe(text));
  test.each([[950, '950'], [1200, '1.2k'], [3_400_000, '3.4M']])('%s reads %s', (value, text) => expect(compactCount(value)).toBe(text));
  test('nearly certain is not certain', () => expect(confidence(0.9999)).toBe('>99%'));
  test('certain is', () => expect(confidence(1)).toBe('100%'));
  test('a network has its number', () => expect(network('Example Net', 64512)).toBe('Example Net (AS64512)'));
  test('a network without a name is its number', () => expect(network('', 64512)).toBe('AS64512'));
  test('one is not many', () => expect([plural(1, 'place'), plural(2, 'place'), plural(1500, 'city', 'cities')]).toEqual(['1 place', '2 places', '1,500 cities']));
});

describe('times', () => {
  test('the day comes before the month, hours are 24', () => expect(dateTime(at, 'utc')).toBe('28 Nov 2026, 07:05'));
  test('what is shown in the picker can be typed there', () => expect(parsePlain(plainDateTime(at, 'utc'), 'utc')).toBe(at));
  test('local times come back too', () => expect(parsePlain(plainDateTime(at, 'local'), 'local')).toBe(at));
  test('a date alone is its midnight', () => expect(parsePlain('2026-11-28', 'utc')).toBe(Date.UTC(2026, 10, 28) / 1000));
  test('no such hour', () => expect(parsePlain('2026-11-28 25:00', 'utc')).toBeNull());
  test('UTC is named', () => expect(zoneName('utc')).toBe('UTC'));
  test.each([[40, '40 s'], [300, '5 min'], [5400, '1 h 30 min'], [7200, '2 h'], [3 * 86400, '3 d'], [3 * 86400 + 7200, '3 d 2 h']])('%s seconds last %s', (value, text) => expect(duration(value)).toBe(text));
  test('just now', () => expect(ago(at, at + 2)).toBe('just now'));
});
