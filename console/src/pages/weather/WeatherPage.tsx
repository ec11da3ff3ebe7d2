import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { useNow } from '../../api/session';
import type { Weather, WeatherEvent } from '../../api/types';
import { weatherQuestion } from '../../api/questions';
import { useApi } from '../../api/useApi';
import { csvName } from '../../components/csv';
import { WorldMap } from '../../map/WorldMap';
import { Page } from '../../components/Page';
import { AnswerState, Nothing } from '../../components/Panel';
import { RangePicker } from '../../components/RangePicker';
import { RefreshControl } from '../../components/RefreshControl';
import { Toolbar } from '../../components/Toolbar';
import { network } from '../../format/numbers';
import { usePreferences } from '../../state/preferences';
import { toApi } from '../../state/range';
import { useChoice, useRange } from '../../state/useUrl';
import { TimeSlider } from './TimeSlider';
import { WeatherTable } from './WeatherTable';

const kinds = ['all', 'Availability', 'Performance'] as const;
const legend = [
  { health: 'impaired' as const, text: 'goes on' },
  { health: 'degraded' as const, text: 'over' },
];

/** Where the internet had a bad time, as seen from one's own traffic. */
export function WeatherPage() {
  const { clock } = usePreferences();
  const now = useNow();
  const [range, setRange] = useRange();
  const [kind, setKind] = useChoice('kind', kinds);
  const [selected, setSelected] = useState<string[]>([]);
  const [at, setAt] = useState<number | null>(null);
  const { path, query } = weatherQuestion(toApi(range, now(), clock));
  const answer = useApi<Weather>(path, query);
  const events = useMemo(() => shownOf(answer.data?.events ?? [], kind, at), [answer.data, kind, at]);
  const points = useMemo(() => events.map((event) => dotOf(event, at)), [events, at]);
  const chosen = useMemo(() => new Set(selected), [selected]);
  const listed = selected.length ? events.filter((event) => chosen.has(event.id)) : events;

  return (
    <Page title="Internet weather map" description="Where cities and networks had trouble: the internet as seen from your own traffic, not all of it">
      <SpaceBetween size="l">
        <Toolbar
          filter={
            <SegmentedControl
              label="Kind"
              selectedId={kind}
              onChange={({ detail }) => setKind(detail.selectedId as typeof kind)}
              options={[{ id: 'all', text: 'All' }, { id: 'Availability', text: 'Availability' }, { id: 'Performance', text: 'Performance' }]}
            />
          }
        >
          <RangePicker range={range} onChange={setRange} maximumDays={30} />
          <RefreshControl />
        </Toolbar>
        <AnswerState answer={answer} lines={12}>
          {(data) => (
            <SpaceBetween size="l">
              {data.isCut && <Alert type="info">There were more events than can be shown; choose a shorter time.</Alert>}
              <Container header={<Header variant="h2" description={at === null ? 'All events of the time chosen' : 'Only what went on at one moment'}>Where</Header>}>
                <SpaceBetween size="m">
                  <TimeSlider from={data.from} to={data.to} at={at} onChange={setAt} events={data.events} />
                  <WorldMap label="Map of internet events" points={points} selectedIds={chosen} legend={legend} onSelect={setSelected} note={events.length === 0 ? 'no event at this time' : undefined} />
                </SpaceBetween>
              </Container>
              <WeatherTable
                events={listed}
                now={data.now}
                isPart={listed !== events}
                onAll={() => setSelected([])}
                onChoose={(event) => setSelected([event.id])}
                selected={selected.length === 1 ? selected[0] : null}
                csv={csvName(['weather', kind], data)}
                empty={<Nothing title="Fair weather" text={kind === 'all' ? 'Nothing was wrong in this time, as far as your traffic shows.' : `No event of the kind ${kind.toLowerCase()} in this time.`} />}
              />
            </SpaceBetween>
          )}
        </AnswerState>
      </SpaceBetween>
    </Page>
  );
}

function shownOf(events: WeatherEvent[], kind: (typeof kinds)[number], at: number | null): WeatherEvent[] {
  return events.filter((event) => (kind === 'all' || event.type === kind) && (at === null || (event.startedAt <= at && (event.endedAt ?? Infinity) > at)));
}

function dotOf(event: WeatherEvent, at: number | null) {
  const isOn = at === null ? event.status === 'active' : true;
  return { id: event.id, latitude: event.latitude, longitude: event.longitude, weight: 0, health: isOn ? ('impaired' as const) : ('degraded' as const), label: `${event.city || event.country}, ${network(event.network, event.asn)}: ${event.type.toLowerCase()}` };
}
