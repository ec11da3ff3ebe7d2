import Button from '@cloudscape-design/components/button';
import { useMemo, type ReactNode } from 'react';
import type { WeatherEvent } from '../../api/types';
import { DataTable, type Column } from '../../components/DataTable';
import { EventStatus } from '../../components/EventParts';
import { useTimes } from '../../components/useTimes';
import { network } from '../../format/numbers';
import { duration, isoUtc } from '../../format/times';

interface Props { events: WeatherEvent[]; now: number; isPart: boolean; onAll: () => void; onChoose: (event: WeatherEvent) => void; selected: string | null; csv: string; empty: ReactNode }

export function WeatherTable({ events, now, isPart, onAll, onChoose, selected, csv, empty }: Props) {
  const times = useTimes();
  const columns = useMemo<Column<WeatherEvent>[]>(
    () => [
      { id: 'city', header: 'City', cell: (event) => event.city || event.subdivision || event.country, value: (event) => event.city || event.subdivision || event.country, minWidth: 130 },
      { id: 'country', header: 'Country', cell: (event) => event.country, value: (event) => event.country, minWidth: 120 },
      { id: 'network', header: 'Network', cell: (event) => network(event.network, event.asn), value: (event) => network(event.network, event.asn), minWidth: 200 },
      { id: 'type', header: 'Kind', cell: (event) => event.type, value: (event) => event.type, minWidth: 110 },
      { id: 'status', header: 'Status', cell: (event) => <EventStatus status={event.status} />, value: (event) => event.status, minWidth: 110 },
      { id: 'started', header: 'Started', cell: (event) => times.short(event.startedAt), value: (event) => isoUtc(event.startedAt), isOneLine: true },
      { id: 'ended', header: 'Ended', cell: (event) => (event.endedAt ? times.short(event.endedAt) : 'goes on'), value: (event) => (event.endedAt ? isoUtc(event.endedAt) : null), isOneLine: true },
      { id: 'lasted', header: 'Lasted', cell: (event) => duration((event.endedAt ?? now) - event.startedAt), value: (event) => (event.endedAt ?? now) - event.startedAt, isOneLine: true },
    ],
    [times, now],
  );
  return (
    <DataTable
      title="Events"
      label="Internet events"
      items={events}
      columns={columns}
      id={(event) => event.id}
      csv={csv}
      empty={empty}
      sort={{ id: 'started', isDescending: true }}
      selectedId={selected}
      onSelect={onChoose}
      actions={isPart ? <Button onClick={onAll}>Show all</Button> : undefined}
    />
  );
}
