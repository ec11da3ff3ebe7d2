import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from 'react-router';
import type { Overview } from '../../api/types';
import { causeText, eventPath } from '../../components/EventParts';
import { RouteLink } from '../../components/RouteLink';
import { Tile, Tiles } from '../../components/Tile';
import { useTimes } from '../../components/useTimes';
import { bytes, millis, percent, plural } from '../../format/numbers';

interface Props { data: Overview; name: string }

/** How it is now, in one line of large numbers; what is wrong above them. */
export function Summary({ data, name }: Props) {
  const navigate = useNavigate();
  const times = useTimes();
  const { current, totals } = data;
  const open = data.events.filter((event) => event.status === 'active').sort((a, b) => Number(a.isLocal) - Number(b.isLocal) || b.impactPercent - a.impactPercent);
  const worst = open[0];
  const openEvents = current?.openEvents ?? open.length;
  const tone = (score: number | null | undefined) => (score === null || score === undefined ? undefined : score <= 95 ? 'bad' : score < 99 ? 'warn' : 'ok');

  return (
    <SpaceBetween size="m">
      {worst && (
        <Alert type="error" header={worst.title} action={<Button onClick={() => void navigate(eventPath(worst))}>See the event</Button>}>
          Since {times.full(worst.startedAt)}, {percent(worst.impactPercent)} of all traffic. Cause: {causeText(worst)}.
          {open.length > 1 && <> And {plural(open.length - 1, 'other open event')}.</>}
        </Alert>
      )}
      {data.watermark === null && (
        <Alert type="info" header="No traffic has come in yet">
          Scores appear about ten minutes after the first records. <RouteLink to="/sources">See what the sources say</RouteLink>.
        </Alert>
      )}
      {current === null && data.watermark !== null && (
        <Alert type="info" header="The monitor is new">
          Its first figures come with the next five minutes of traffic.
        </Alert>
      )}
      {current !== null && current.availability === null && current.performance === null && data.watermark !== null && (
        <Alert type="info" header="Not yet enough to score">
          The monitor sees traffic and is learning what is usual; until then it says nothing rather than guess.
        </Alert>
      )}
      <Container>
        <Tiles>
          <Tile label="Availability score" value={percent(current?.availability)} note={`${percent(totals.availability)} in the time chosen`} tone={tone(current?.availability)} />
          <Tile label="Performance score" value={percent(current?.performance)} note={`${percent(totals.performance)} in the time chosen`} tone={tone(current?.performance)} />
          <Tile
            label="Health events"
            value={openEvents ? `${openEvents} open` : 'None open'}
            note={<RouteLink to={`/monitors/${encodeURIComponent(name)}/events`} fontSize="body-s">All events</RouteLink>}
            tone={openEvents ? 'bad' : 'ok'}
          />
          <Tile label="Round-trip time, median" value={millis(totals.rttP50)} note={`90 % under ${millis(totals.rttP90)}`} />
          <Tile label="Traffic" value={bytes(totals.bytesIn + totals.bytesOut)} note={`in ${bytes(totals.bytesIn)}, out ${bytes(totals.bytesOut)}`} />
          <Tile
            label="Monitored"
            value={percent(current?.trafficMonitoredPercent)}
            note={current ? `${plural(current.cityNetworksMonitored, 'city-network')}; ${percent(current.testablePercent)} of the traffic is enough to test` : 'Nothing yet'}
          />
        </Tiles>
      </Container>
    </SpaceBetween>
  );
}
