import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { EventDetails } from '../../api/eventTypes';
import { EventStatus } from '../../components/EventParts';
import { Tile, Tiles } from '../../components/Tile';
import { useTimes } from '../../components/useTimes';
import { confidence, network, percent, plural } from '../../format/numbers';
import { duration } from '../../format/times';
import { RouteLink } from '../../components/RouteLink';

const closings: Record<string, string> = { Recovered: 'it recovered', NoData: 'there was no more data', NewNormal: 'it lasted so long that it became usual', Settings: 'the settings of the monitor changed' };

/** What, where, since when, how much. */
export function What({ event, now }: { event: EventDetails; now: number }) {
  const times = useTimes();
  const isOpen = event.status === 'active';
  const { place, cause } = event;
  return (
    <Container>
      <SpaceBetween size="l">
        <Tiles>
          <Tile label="Of all traffic" value={percent(event.impactPercent)} note={`${event.type.toLowerCase()} score ${percent(event.score)}, threshold ${percent(event.threshold)}`} tone="bad" />
          <Tile label={isOpen ? 'Lasts since' : 'Lasted'} value={duration((event.endedAt ?? now) - event.startedAt)} note={times.full(event.startedAt)} tone={isOpen ? 'bad' : undefined} />
          <Tile label="Where" value={plural(event.locationCount, 'location')} note={place ? `most: ${[place.city, place.country].filter(Boolean).join(', ')}` : undefined} />
          <Tile label="How sure of the cause" value={confidence(cause?.confidence)} note={cause && cause.verdict !== 'Insufficient' ? cause.label : 'not known yet'} />
        </Tiles>
        <KeyValuePairs
          columns={4}
          minColumnWidth={150}
          items={[
            { label: 'Status', value: <EventStatus status={event.status} /> },
            { label: 'Kind', value: `${event.type}, ${event.isLocal ? 'local' : 'overall'}` },
            { label: 'Started', value: times.full(event.startedAt) },
            { label: 'Ended', value: event.endedAt ? times.full(event.endedAt) : 'goes on' },
            { label: 'Hit most', value: place ? network(place.network, place.asn) : '–' },
            { label: 'Served from', value: place?.location ?? '–' },
            { label: 'First recorded', value: times.full(event.createdAt) },
            { label: 'Monitor', value: <RouteLink to={`/monitors/${encodeURIComponent(event.monitor)}`}>{event.monitor}</RouteLink> },
            ...(event.closedBecause ? [{ label: 'Closed because', value: closings[event.closedBecause] ?? event.closedBecause }] : []),
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}
