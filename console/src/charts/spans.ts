import type { Annotation, EventSummary, Maintenance } from '../api/types';
import { eventPath } from '../components/EventParts';
import type { Mark, Span } from './types';

export function eventSpans(events: EventSummary[], now: number): Span[] {
  return events.map((event) => ({ id: event.id, from: event.startedAt, to: event.endedAt ?? now, label: event.title, tone: event.status === 'active' ? 'event' : 'past', href: eventPath(event) }));
}

export function maintenanceSpans(windows: Maintenance[]): Span[] {
  return windows.map((one) => ({ id: `maintenance-${one.id}`, from: one.from, to: one.to, label: `Maintenance: ${one.text}${one.location ? ` (${one.location})` : ''}`, tone: 'maintenance' }));
}

export function marksOf(annotations: Annotation[]): Mark[] {
  return annotations.map((one) => ({ id: one.id, at: one.at, until: one.until, label: `${one.kind === 'note' ? '' : `${one.kind}: `}${one.text}` }));
}

/** Stretches of steps without data between steps that have some, marked in the ribbon as missing. */
export function missingSpans(times: number[], values: (number | null)[], stepSeconds: number): Span[] {
  const spans: Span[] = [];
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  for (let index = first; index >= 0 && index < last; index++) {
    if (values[index] !== null) continue;
    const start = index;
    while (index < last && values[index] === null) index++;
    spans.push({ id: `missing-${times[start]}`, from: times[start], to: times[index - 1] + stepSeconds, label: 'No data', tone: 'missing' });
  }
  return spans;
}
