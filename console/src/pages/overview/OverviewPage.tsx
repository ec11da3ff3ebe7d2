import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate, useParams } from 'react-router';
import { useNow } from '../../api/session';
import type { Overview } from '../../api/types';
import { overviewQuestion } from '../../api/questions';
import { useApi } from '../../api/useApi';
import { AnswerState, Nothing } from '../../components/Panel';
import { EventsTable } from '../../components/EventsTable';
import { FilterBar } from '../../components/FilterBar';
import { Page } from '../../components/Page';
import { RangePicker } from '../../components/RangePicker';
import { RefreshControl } from '../../components/RefreshControl';
import { Toolbar } from '../../components/Toolbar';
import { csvName } from '../../components/csv';
import { filterText, passes } from '../../state/filters';
import { usePreferences } from '../../state/preferences';
import { toApi } from '../../state/range';
import { usePlaceFilters, useRange } from '../../state/useUrl';
import { Summary } from './Summary';
import { Timeline } from './Timeline';
import { TrafficMap, useMapAnswer } from './TrafficMap';

export function OverviewPage() {
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const { clock } = usePreferences();
  const now = useNow();
  const [range, setRange] = useRange();
  const [filters, setFilters] = usePlaceFilters();
  const asked = toApi(range, now(), clock);
  const { path, query } = overviewQuestion(name, asked);
  const overview = useApi<Overview>(path, query);
  const map = useMapAnswer(name, asked, filters);

  return (
    <Page
      title={name}
      tabTitle={`${name}, overview`}
      description="What this monitor sees of the internet, now and in the time chosen"
      actions={<Button onClick={() => void navigate(`/monitors/${encodeURIComponent(name)}/configure`)}>Configure</Button>}
    >
      <SpaceBetween size="l">
        <Toolbar filter={<FilterBar monitor={name} filters={filters} onChange={setFilters} />}>
          <RangePicker range={range} onChange={setRange} />
          <RefreshControl />
        </Toolbar>
        <AnswerState answer={overview} lines={8}>
          {(data) => (
            <SpaceBetween size="l">
              <Summary data={data} name={name} />
              <Timeline data={data} name={name} filters={filters} asked={asked} />
              <TrafficMap monitor={name} answer={map} filters={filters} />
              <EventsTable
                title="Health events"
                description={filters.length ? 'Those whose place hit most passes the filter' : 'Those of the time chosen, and those still open'}
                now={data.now}
                events={data.events.filter((event) => !filters.length || passes(filters, eventValues(event)))}
                empty={filters.length ? <Nothing title="No event passes the filter" action={<Button onClick={() => setFilters([])}>Clear the filter</Button>} /> : <Nothing title="No health event in this time" />}
                csv={csvName([name, 'events', ...filters.map(filterText)], data)}
              />
            </SpaceBetween>
          )}
        </AnswerState>
      </SpaceBetween>
    </Page>
  );
}

function eventValues(event: Overview['events'][number]) {
  const { place } = event;
  return place ? { country: place.country, network: String(place.asn), location: place.location } : {};
}
