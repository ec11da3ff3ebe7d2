import { dateTime, parsePlain, shortDateTime, startOfDay, duration, type Clock } from '../format/times';

/**
 * A range of time as the address bar holds it. An end is `now`, `now-6h`, `today`, `today-7d`, or Unix seconds: relative ends stay relative, so that a link shared tomorrow shows tomorrow's last six hours.
 */
export interface Range { from: string; to: string }

export const defaultRange: Range = { from: 'now-24h', to: 'now' };

const unitSeconds: Record<string, number> = { m: 60, h: 3600, d: 86400 };

export const presets: { label: string; range: Range }[] = [
  { label: 'Last hour', range: { from: 'now-1h', to: 'now' } },
  { label: 'Last 6 hours', range: { from: 'now-6h', to: 'now' } },
  { label: 'Last 24 hours', range: { from: 'now-24h', to: 'now' } },
  { label: 'Last 7 days', range: { from: 'now-7d', to: 'now' } },
  { label: 'Last 30 days', range: { from: 'now-30d', to: 'now' } },
  { label: 'Today', range: { from: 'today', to: 'now' } },
  { label: 'Yesterday', range: { from: 'today-1d', to: 'today' } },
  { label: 'This day last week', range: { from: 'today-7d', to: 'today-6d' } },
];

/** Unix seconds of one end, or null where the text means nothing. */
export function resolveEnd(text: string, now: number, clock: Clock): number | null {
  if (/^\d{9,11}$/.test(text)) return Number(text);
  const match = /^(now|today)(?:-(\d{1,5})([mhd]))?$/.exec(text);
  if (!match) return null;
  const amount = match[2] ? Number(match[2]) : 0;
  const unit = match[3] ?? 'd';
  if (match[1] === 'now') return now - amount * unitSeconds[unit];
  return unit === 'd' ? startOfDay(now, clock, amount) : null;
}

export function resolve(range: Range, now: number, clock: Clock): { from: number; to: number } | null {
  const from = resolveEnd(range.from, now, clock);
  const to = resolveEnd(range.to, now, clock);
  return from !== null && to !== null && from < to ? { from, to } : null;
}

/** What the server is asked for. It knows `now` itself; a day begins where the reader's clock says. */
export function toApi(range: Range, now: number, clock: Clock): Range {
  const end = (text: string) => (text.startsWith('today') ? String(resolveEnd(text, now, clock)) : text);
  return { from: end(range.from), to: end(range.to) };
}

export function isRelative(range: Range): boolean {
  return !/^\d+$/.test(range.from) || !/^\d+$/.test(range.to);
}

export function absolute(range: Range, now: number, clock: Clock): Range {
  const ends = resolve(range, now, clock);
  return ends ? { from: String(ends.from), to: String(ends.to) } : range;
}

export function describe(range: Range, now: number, clock: Clock): string {
  const preset = presets.find((one) => one.range.from === range.from && one.range.to === range.to);
  if (preset) return preset.label;
  const last = range.to === 'now' ? /^now-(\d+)([mhd])$/.exec(range.from) : null;
  if (last) return `Last ${wordy(Number(last[1]), last[2])}`;
  const ends = resolve(range, now, clock);
  if (!ends) return 'Unknown range';
  const isSameDay = startOfDay(ends.from, clock) === startOfDay(ends.to, clock);
  return `${dateTime(ends.from, clock)} – ${isSameDay ? shortDateTime(ends.to, clock).split(', ')[1] : shortDateTime(ends.to, clock)}`;
}

function wordy(amount: number, unit: string): string {
  const name = unit === 'm' ? 'minute' : unit === 'h' ? 'hour' : 'day';
  if (unit === 'h' && amount >= 48 && amount % 24 === 0) return `${amount / 24} days`;
  return amount === 1 ? name : `${amount} ${name}s`;
}

const ladder = [15 * 60, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 7 * 86400, 14 * 86400, 30 * 86400];

/** The next longer range of the ladder, around the same middle and never past now. */
export function zoomOut(range: Range, now: number, clock: Clock): Range {
  const ends = resolve(range, now, clock);
  if (!ends) return defaultRange;
  const length = ends.to - ends.from;
  const next = ladder.find((step) => step > length * 1.05) ?? length;
  if (range.to === 'now') return { from: relativeText(next), to: 'now' };
  const middle = (ends.from + ends.to) / 2;
  const to = Math.min(Math.round(middle + next / 2), Math.round(now));
  return { from: String(to - next), to: String(to) };
}

export function zoomIn(range: Range, now: number, clock: Clock): Range {
  const ends = resolve(range, now, clock);
  if (!ends) return defaultRange;
  const quarter = Math.floor((ends.to - ends.from) / 4);
  if (quarter < 150) return range;
  return { from: String(ends.from + quarter), to: String(ends.to - quarter) };
}

/** Moves by half its length, into the past or towards now. */
export function shift(range: Range, direction: -1 | 1, now: number, clock: Clock): Range {
  const ends = resolve(range, now, clock);
  if (!ends) return defaultRange;
  const length = ends.to - ends.from;
  const to = Math.min(Math.round(ends.to + (direction * length) / 2), Math.round(now));
  return { from: String(to - length), to: String(to) };
}

function relativeText(seconds: number): string {
  if (seconds % 86400 === 0 && seconds > 86400) return `now-${seconds / 86400}d`;
  return seconds % 3600 === 0 ? `now-${seconds / 3600}h` : `now-${seconds / 60}m`;
}

/** One end as a person types it: `now-6h`, `6h` for six hours ago, `2026-11-28 10:00`, Unix seconds. Null where it is none of these. */
export function parseTyped(text: string, clock: Clock): string | null {
  const trimmed = text.trim().toLowerCase();
  if (resolveEnd(trimmed, 0, clock) !== null) return trimmed;
  if (/^\d{1,5}[mhd]$/.test(trimmed)) return `now-${trimmed}`;
  const at = parsePlain(trimmed, clock);
  return at === null ? null : String(at);
}

export function lengthText(range: Range, now: number, clock: Clock): string {
  const ends = resolve(range, now, clock);
  return ends ? duration(ends.to - ends.from) : '';
}
