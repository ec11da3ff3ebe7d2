import Badge from '@cloudscape-design/components/badge';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { EventSummary } from '../api/types';
import { confidence } from '../format/numbers';

export function eventPath(event: { monitor: string; id: string }): string {
  return `/monitors/${encodeURIComponent(event.monitor)}/events/${encodeURIComponent(event.id)}`;
}

export function EventStatus({ status }: { status: string }) {
  return <span className="iso-nowrap">{status === 'active' ? <StatusIndicator type="error">Active</StatusIndicator> : <StatusIndicator type="success">Resolved</StatusIndicator>}</span>;
}

const causes: Record<string, string> = {
  Unknown: 'Not known',
  Service: 'The service itself',
  ServiceLocation: 'Service location',
  Transit: 'Transit network',
  ClientNetwork: 'Client network',
  Place: 'Place',
};

export function causeName(cause: string): string {
  return causes[cause] ?? cause;
}

export function causeText(event: Pick<EventSummary, 'cause'>): string {
  const { cause } = event;
  if (!cause || cause.verdict === 'Insufficient' || cause.cause === 'Unknown') return 'Not known';
  if (cause.verdict === 'Ambiguous') return `${cause.label || causeName(cause.cause)}, or another`;
  return `${cause.label || causeName(cause.cause)}${cause.confidence === null ? '' : `, ${confidence(cause.confidence)} sure`}`;
}

export function EventFlags({ event }: { event: Pick<EventSummary, 'acknowledgedBy' | 'isSilenced' | 'isLocal'> }) {
  return (
    <span className="iso-row">
      {event.isLocal && <Badge>local</Badge>}
      {event.acknowledgedBy && <Badge color="green">seen by {event.acknowledgedBy}</Badge>}
      {event.isSilenced && <Badge color="grey">silenced</Badge>}
    </span>
  );
}
