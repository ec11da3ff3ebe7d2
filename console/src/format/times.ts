export type Clock = 'utc' | 'local';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = (value: number) => String(value).padStart(2, '0');

interface Parts { year: number; month: number; day: number; hour: number; minute: number; second: number }

export function parts(seconds: number, clock: Clock): Parts {
  const date = new Date(seconds * 1000);
  return clock === 'utc'
    ? { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds() }
    : { year: date.getFullYear(), month: date.getMonth(), day: date.getDate(), hour: date.getHours(), minute: date.getMinutes(), second: date.getSeconds() };
}

/** Name of the clock, as shown beside times: `UTC`, or the offset of the browser's zone such as `UTC+2`. */
export function zoneName(clock: Clock, at = Date.now()): string {
  if (clock === 'utc') return 'UTC';
  const offset = -new Date(at).getTimezoneOffset();
  const size = Math.abs(offset);
  const minutes = size % 60 ? `:${pad(size % 60)}` : '';
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(size / 60)}${minutes}`;
}

export function timeOfDay(seconds: number, clock: Clock): string {
  const at = parts(seconds, clock);
  return `${pad(at.hour)}:${pad(at.minute)}`;
}

export function timeOfDayWithSeconds(seconds: number, clock: Clock): string {
  return `${timeOfDay(seconds, clock)}:${pad(parts(seconds, clock).second)}`;
}

export function day(seconds: number, clock: Clock): string {
  const at = parts(seconds, clock);
  return `${at.day} ${months[at.month]}`;
}

export function dayWithYear(seconds: number, clock: Clock): string {
  return `${day(seconds, clock)} ${parts(seconds, clock).year}`;
}

export function dateTime(seconds: number, clock: Clock): string {
  return `${dayWithYear(seconds, clock)}, ${timeOfDay(seconds, clock)}`;
}

export function shortDateTime(seconds: number, clock: Clock): string {
  return `${day(seconds, clock)}, ${timeOfDay(seconds, clock)}`;
}

/** `2026-11-28 17:05`: what the range picker takes, what CSV holds. */
export function plainDateTime(seconds: number, clock: Clock): string {
  const at = parts(seconds, clock);
  return `${at.year}-${pad(at.month + 1)}-${pad(at.day)} ${pad(at.hour)}:${pad(at.minute)}`;
}

export function isoUtc(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}

export function parsePlain(text: string, clock: Clock): number | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text.trim());
  if (!match) return null;
  const [year, month, date, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || date < 1 || date > 31 || hour > 23 || minute > 59 || second > 59) return null;
  const at = clock === 'utc' ? Date.UTC(year, month - 1, date, hour, minute, second) : new Date(year, month - 1, date, hour, minute, second).getTime();
  return Math.floor(at / 1000);
}

export function startOfDay(seconds: number, clock: Clock, daysAgo = 0): number {
  const at = parts(seconds, clock);
  const date = clock === 'utc' ? Date.UTC(at.year, at.month, at.day - daysAgo) : new Date(at.year, at.month, at.day - daysAgo).getTime();
  return Math.floor(date / 1000);
}

export function duration(seconds: number): string {
  const size = Math.max(0, Math.round(seconds));
  if (size < 60) return `${size} s`;
  const minutes = Math.round(size / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`;
}

export function ago(seconds: number, now: number): string {
  const size = now - seconds;
  return size < 5 ? 'just now' : `${duration(size)} ago`;
}
