import { useMemo, type ReactNode } from 'react';
import type { EventSummary } from '../api/types';
import { percent } from '../format/numbers';
import { duration, isoUtc } from '../format/times';
import { DataTable, type Column } from './DataTable';
import { causeText, EventFlags, eventPath, EventStatus } from './EventParts';
import { RouteLink } from './RouteLink';
import { useTimes } from './useTimes';

interface Props { events: EventSummary[]; now: number; title?: string; csv: string; empty?: ReactNode; actions?: ReactNode; description?: ReactNode; isPlain?: boolean }

/** Health events: the open ones first, of them those over all traffic first, then the newest. */
export function EventsTable({ events, now, title = 'Health events', csv, empty, actions, description, isPlain }: Props) {
  const times = useTimes();
  const columns = useMemo<Column<EventSummary>[]>(
    () => [
      { id: 'title', header: 'Event', cell: (event) => <RouteLink to={eventPath(event)}>{event.title}</RouteLink>, value: (event) => event.title, minWidth: 280 },
      { id: 'status', header: 'Status', cell: (event) => <span className="iso-row"><EventStatus status={event.status} /><EventFlags event={event} /></span>, value: (event) => event.status, minWidth: 190 },
      { id: 'started', header: 'Started', cell: (event) => <span className="iso-nowrap">{times.short(event.startedAt)}</span>, value: (event) => isoUtc(event.startedAt), isOneLine: true },
      { id: 'lasted', header: 'Lasted', cell: (event) => duration((event.endedAt ?? now) - event.startedAt), value: (event) => (event.endedAt ?? now) - event.startedAt, isOneLine: true },
      { id: 'impact', header: 'Of all traffic', cell: (event) => percent(event.impactPercent), value: (event) => event.impactPercent, isOneLine: true },
      { id: 'cause', header: 'Cause', cell: causeText, value: causeText, minWidth: 230 },
      { id: 'place', header: 'Hit most', cell: placeText, value: placeText, minWidth: 140 },
      { id: 'locations', header: 'Locations', cell: (event) => event.locationCount, value: (event) => event.locationCount, isOneLine: true },
    ],
    [times, now],
  );
  const sorted = useMemo(() => [...events].sort((a, b) => rank(a) - rank(b) || b.startedAt - a.startedAt), [events]);
  return (
    <DataTable label="Health events" title={title} description={description} items={sorted} columns={columns} id={(event) => event.id} csv={csv} empty={empty} actions={actions} pageSize={10} variant={isPlain ? 'embedded' : 'container'} />
  );
}

function rank(event: EventSummary): number {
  if (event.status !== 'active') return 2;
  return event.isLocal ? 1 : 0;
}

function placeText(event: EventSummary): string {
  const { place } = event;
  return place ? [place.city, place.country].filter(Boolean).join(', ') : '';
}
