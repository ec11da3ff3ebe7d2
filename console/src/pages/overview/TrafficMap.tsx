import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { MapAnswer } from '../../api/types';
import { mapQuestion } from '../../api/questions';
import { useApi, type Answer } from '../../api/useApi';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { FilterLink } from '../../components/FilterLink';
import { WorldMap } from '../../map/WorldMap';
import { useNoMatch } from '../../components/NoMatch';
import { Panel } from '../../components/Panel';
import { Score } from '../../components/Score';
import { bytes, millis, network, percent } from '../../format/numbers';
import { filterText, type Filter } from '../../state/filters';
import type { Range } from '../../state/range';
import { CityDetails } from './CityDetails';
import { citiesOf, cityValue, dotsOfCities, type City } from './health';

interface Props { monitor: string; answer: Answer<MapAnswer>; filters: Filter[] }

const legend = [
  { health: 'ok' as const, text: 'fine' },
  { health: 'degraded' as const, text: 'below 99 %' },
  { health: 'impaired' as const, text: 'impaired' },
  { health: 'unknown' as const, text: 'too little to tell' },
];

/** Asked for by the page, beside all else: the map would else wait for what stands above it. */
export function useMapAnswer(monitor: string, asked: Range, filters: Filter[]): Answer<MapAnswer> {
  const { path, query } = mapQuestion(monitor, asked, filters.map(filterText));
  return useApi<MapAnswer>(path, query);
}

export function TrafficMap({ monitor, answer, filters }: Props) {
  const texts = filters.map(filterText);
  const noMatch = useNoMatch();
  const cities = useMemo(() => (answer.data ? citiesOf(answer.data) : []), [answer.data]);
  const points = useMemo(() => dotsOfCities(cities), [cities]);
  const [selected, select] = useSelected();
  const [gathered, setGathered] = useState<string[]>([]);
  const chosen = cities.find((city) => city.id === selected) ?? null;
  const listed = gathered.length > 1 ? cities.filter((city) => gathered.includes(city.id)) : cities;
  const marked = useMemo(() => new Set(gathered.length > 1 ? gathered : selected ? [selected] : []), [gathered, selected]);

  const onSelect = useCallback(
    (ids: string[]) => {
      setGathered(ids.length > 1 ? ids : []);
      select(ids.length === 1 ? ids[0] : null);
    },
    [select],
  );

  return (
    <Panel
      title="Traffic on the map"
      counter={answer.data ? `(${cities.length.toLocaleString('en-GB')})` : undefined}
      description="A dot is a city and a network of your clients; its size is their traffic. Click one for its numbers."
      answer={answer}
      lines={10}
      empty={() => (cities.length ? null : (noMatch ?? { title: 'No traffic in this time', text: 'Dots appear with the first records that can be placed.' }))}
    >
      {(data) => (
        <div className="iso-split is-map">
          <div>
            <WorldMap
              label="Map of traffic by city and network"
              points={points}
              places={data.locations}
              selectedIds={marked}
              legend={legend}
              note={data.isCut ? 'only the 5,000 with the most traffic' : undefined}
              onSelect={onSelect}
            />
            {chosen && <CityDetails city={chosen} monitor={monitor} onClose={() => select(null)} />}
          </div>
          <CityTable cities={listed} isPart={listed !== cities} onAll={() => setGathered([])} selected={selected} onSelect={(city) => select(city.id)} csv={csvName([monitor, 'cities', ...texts], data)} />
        </div>
      )}
    </Panel>
  );
}

function CityTable({ cities, isPart, onAll, selected, onSelect, csv }: { cities: City[]; isPart: boolean; onAll: () => void; selected: string | null; onSelect: (city: City) => void; csv: string }) {
  return (
    <DataTable
      variant="embedded"
      label="City-networks"
      items={cities}
      columns={columns}
      id={(city) => city.id}
      csv={csv}
      pageSize={10}
      sort={{ id: 'traffic', isDescending: true }}
      selectedId={selected}
      onSelect={onSelect}
      actions={isPart ? <button type="button" className="iso-filter-link" onClick={onAll}>Show all</button> : undefined}
    />
  );
}

const columns: Column<City>[] = [
  { id: 'city', header: 'City', cell: (city) => <FilterLink field="city" value={cityValue(city)}>{city.city || city.country}</FilterLink>, value: (city) => city.city || city.country, minWidth: 100 },
  { id: 'network', header: 'Network', cell: (city) => <FilterLink field="network" value={String(city.asn)}>{network(city.network, city.asn)}</FilterLink>, value: (city) => network(city.network, city.asn), minWidth: 120, maxWidth: 190 },
  { id: 'traffic', header: 'Traffic', cell: (city) => percent(city.trafficPercent), value: (city) => city.trafficPercent, isOneLine: true },
  { id: 'availability', header: 'Avail.', cell: (city) => <Score value={city.availability} />, value: (city) => city.availability, minWidth: 90 },
  { id: 'performance', header: 'Perf.', cell: (city) => <Score value={city.performance} />, value: (city) => city.performance, minWidth: 90 },
  { id: 'rtt', header: 'RTT', cell: (city) => millis(city.rttP50), value: (city) => city.rttP50, isOneLine: true },
  { id: 'country', header: 'Country', cell: (city) => <FilterLink field="country" value={city.country}>{city.country}</FilterLink>, value: (city) => city.country, minWidth: 120 },
  { id: 'bytes', header: 'Bytes', cell: (city) => bytes(city.bytesIn + city.bytesOut), value: (city) => city.bytesIn + city.bytesOut, isOneLine: true },
];

/** The chosen city-network is part of the address, so that a link shows it too. */
function useSelected(): [string | null, (id: string | null) => void] {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (id: string | null) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          if (id) next.set('city', id);
          else next.delete('city');
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  return [params.get('city'), set];
}
