import { isoUtc } from '../format/times';

export type Cell = string | number | null | undefined;

/** RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe. */
export function csvText(columns: string[], rows: Cell[][]): string {
  return [columns, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `isobar-shop-scores-country_Germany-20261128T0500Z-20261128T1100Z.csv`: the name tells what is in it. */
export function csvName(parts: string[], range?: { from: number; to: number }): string {
  const stamp = (at: number) => isoUtc(at).replace(/[-:]/g, '').replace(/(\d{4})(\d{2})Z$/, '$1Z');
  const times = range ? [stamp(range.from), stamp(range.to)] : [];
  return ['isobar', ...parts, ...times].map((part) => part.replace(/[^\w.+-]+/g, '_')).filter(Boolean).join('-') + '.csv';
}

export function download(name: string, text: string, type = 'text/csv;charset=utf-8') {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
