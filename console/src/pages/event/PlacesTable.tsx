import { useMemo } from 'react';
import type { EventDetails, ImpactedLocation } from '../../api/eventTypes';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { EventStatus } from '../../components/EventParts';
import { Score } from '../../components/Score';
import { useTimes } from '../../components/useTimes';
import { millis, network, percent } from '../../format/numbers';
import { isoUtc } from '../../format/times';
import { impactOf } from './Impacted';

export function PlacesTable({ event }: { event: EventDetails }) {
  const times = useTimes();
  const columns = useMemo<Column<ImpactedLocation>[]>(
    () => [
      { id: 'city', header: 'City', cell: (one) => one.city || one.subdivision || one.country, value: (one) => one.city || one.subdivision || one.country, minWidth: 120 },
      { id: 'country', header: 'Country', cell: (one) => one.country, value: (one) => one.country, minWidth: 110 },
      { id: 'network', header: 'Network', cell: (one) => network(one.network, one.asn), value: (one) => network(one.network, one.asn), minWidth: 170 },
      { id: 'location', header: 'Served from', cell: (one) => one.location, value: (one) => one.location, minWidth: 120 },
      { id: 'status', header: 'Status', cell: (one) => <EventStatus status={one.status} />, value: (one) => one.status, minWidth: 100 },
      { id: 'impact', header: 'Of all traffic', cell: (one) => percent(impactOf(one)), value: impactOf, isOneLine: true },
      { id: 'client', header: 'Of its traffic', cell: (one) => percent(clientImpact(one)), value: clientImpact, isOneLine: true },
      { id: 'availability', header: 'Availability', cell: (one) => <Score value={one.availability?.score} />, value: (one) => one.availability?.score, minWidth: 100 },
      { id: 'performance', header: 'Performance', cell: (one) => <Score value={one.performance?.score} />, value: (one) => one.performance?.score, minWidth: 100 },
      { id: 'rtt', header: 'RTT now', cell: (one) => millis(one.rtt?.p50), value: (one) => one.rtt?.p50, isOneLine: true },
      { id: 'usual', header: 'RTT usually', cell: (one) => millis(one.usualRtt?.p50), value: (one) => one.usualRtt?.p50, isOneLine: true },
      { id: 'since', header: 'Hit since', cell: (one) => times.short(one.hitSince), value: (one) => (one.hitSince ? isoUtc(one.hitSince) : null), isOneLine: true },
      { id: 'cause', header: 'Caused by', cell: causedBy, value: causedBy, minWidth: 160 },
    ],
    [times],
  );
  return <DataTable variant="embedded" label="Impacted places" items={event.locations} columns={columns} id={(one) => one.id + one.location} csv={csvName([event.monitor, 'impacted'])} pageSize={10} sort={{ id: 'impact', isDescending: true }} />;
}

function clientImpact(location: ImpactedLocation): number | null {
  const impacts = [location.availability?.clientImpactPercent, location.performance?.clientImpactPercent].filter((one): one is number => typeof one === 'number');
  return impacts.length ? Math.max(...impacts) : null;
}

function causedBy(location: ImpactedLocation): string {
  return location.causedBy?.networks.map((one) => network(one.name, one.asn)).join(', ') || 'not known';
}
