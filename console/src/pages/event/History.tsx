import './path.css';
import Box from '@cloudscape-design/components/box';
import { Columns } from '../../components/Columns';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { EventDetails, Notification } from '../../api/eventTypes';
import { causeName } from '../../components/EventParts';
import { useTimes } from '../../components/useTimes';
import { percent, plural } from '../../format/numbers';

const kinds = { created: 'Began', updated: 'Changed', resolved: 'Resolved' };
const states: Record<Notification['state'], StatusIndicatorProps.Type> = { waiting: 'pending', delivered: 'success', failed: 'error', silenced: 'stopped' };

/** What became of it step by step, and who was told. */
export function History({ event }: { event: EventDetails }) {
  const times = useTimes();
  return (
    <Columns width="l">
      <Container header={<Header variant="h2">History</Header>}>
        <ol className="iso-history">
          {[...event.history].sort((a, b) => b.at - a.at).map((entry, index) => (
            <li key={index} className={`is-${entry.kind}`}>
              <div><strong>{kinds[entry.kind]}</strong> <span className="iso-soft">{times.full(entry.at)}</span></div>
              <div>{percent(entry.impactPercent)} of all traffic, score {percent(entry.score)}, {plural(entry.locations, 'location')}{entry.cause ? `; cause: ${causeName(entry.cause).toLowerCase()}` : ''}</div>
              {entry.reason && <Box color="text-body-secondary" fontSize="body-s">{entry.reason}</Box>}
            </li>
          ))}
        </ol>
      </Container>
      <Container header={<Header variant="h2">Notifications</Header>}>
        {event.notifications.length === 0 && <Box color="text-body-secondary">Nobody was told: no webhook takes the events of this monitor. Webhooks are set up in the server's configuration.</Box>}
        <ol className="iso-history">
          {event.notifications.map((one, index) => (
            <li key={index}>
              <div><StatusIndicator type={states[one.state]}>{one.channel}: {one.state}</StatusIndicator></div>
              <div className="iso-soft">{times.full(one.at)}{one.detail ? `; ${one.detail}` : ''}</div>
            </li>
          ))}
        </ol>
      </Container>
    </Columns>
  );
}
