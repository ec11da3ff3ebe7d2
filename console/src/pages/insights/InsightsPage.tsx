import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from 'react-router';
import type { Insights } from '../../api/explorerTypes';
import { useNow } from '../../api/session';
import { useApi } from '../../api/useApi';
import { csvName } from '../../components/csv';
import { FilterBar } from '../../components/FilterBar';
import { useNoMatch } from '../../components/NoMatch';
import { Page } from '../../components/Page';
import { AnswerState } from '../../components/Panel';
import { RangePicker } from '../../components/RangePicker';
import { RefreshControl } from '../../components/RefreshControl';
import { Tile, Tiles } from '../../components/Tile';
import { Toolbar } from '../../components/Toolbar';
import { bytes, compactCount, millis } from '../../format/numbers';
import { filterText } from '../../state/filters';
import { usePreferences } from '../../state/preferences';
import { toApi, type Range } from '../../state/range';
import { usePlaceFilters, useRange } from '../../state/useUrl';
import { Advice } from './Advice';
import { LocationsTable } from './LocationsTable';
import { OverallTable } from './OverallTable';

const month: Range = { from: 'now-30d', to: 'now' };

/** Whether clients would be better off with another service location. */
export function InsightsPage() {
  const { name = '' } = useParams();
  const { clock } = usePreferences();
  const now = useNow();
  const [range, setRange] = useRange(month);
  const [filters, setFilters] = usePlaceFilters();
  const noMatch = useNoMatch();
  const texts = filters.map(filterText);
  const answer = useApi<Insights>(`/api/monitors/${encodeURIComponent(name)}/insights`, { ...toApi(range, now(), clock), f: texts, limit: 200 }, { isLive: false });
  return (
    <Page title="Traffic insights" tabTitle={`${name}, insights`} description={`Where the traffic of ${name} comes from, and where it would be answered sooner`}>
      <SpaceBetween size="l">
        <Toolbar filter={<FilterBar monitor={name} filters={filters} onChange={setFilters} />}>
          <RangePicker range={range} onChange={setRange} />
          <RefreshControl />
        </Toolbar>
        <AnswerState
          answer={answer}
          lines={10}
          empty={(data) => (data.locations.length ? null : (noMatch ?? { title: 'No traffic in this time', text: 'Choose a longer time, or wait for the first records.' }))}
        >
          {(data) => (
            <SpaceBetween size="l">
              <Container>
                <Tiles>
                  <Tile label="From clients" value={bytes(data.totals.bytesIn)} />
                  <Tile label="To clients" value={bytes(data.totals.bytesOut)} />
                  <Tile label="Connections" value={compactCount(data.totals.connections)} />
                  <Tile label="Time to first byte, mean" value={millis(data.totals.ttfb)} />
                  <Tile label="Service locations" value={data.serviceLocations.length} note={`${data.measuredLocations} measured; ${data.serviceLocations.slice(0, 6).join(', ')}${data.serviceLocations.length > 6 ? ' …' : ''}`} />
                </Tiles>
              </Container>
              <Advice data={data} />
              <Alert type="info" header="What predictions rest on">{data.basis}</Alert>
              <LocationsTable data={data} csv={csvName([name, 'insights', ...texts], data)} />
              <OverallTable data={data} csv={csvName([name, 'insights-overall', ...texts], data)} />
            </SpaceBetween>
          )}
        </AnswerState>
      </SpaceBetween>
    </Page>
  );
}
