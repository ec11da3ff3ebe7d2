import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { RouteLink } from '../../components/RouteLink';
import { Score } from '../../components/Score';
import { bytes, millis, network, percent } from '../../format/numbers';
import { addFilter, filterText, type Filter } from '../../state/filters';
import { useFilters } from '../../state/useUrl';
import { cityValue, type City } from './health';

export function CityDetails({ city, monitor, onClose }: { city: City; monitor: string; onClose: () => void }) {
  const [filters, setFilters] = useFilters();
  const own: Filter[] = [
    ...(city.city ? [{ field: 'city' as const, value: cityValue(city), isExcluded: false }] : []),
    { field: 'network', value: String(city.asn), isExcluded: false },
  ];
  const base = `/monitors/${encodeURIComponent(monitor)}`;
  const explorer = `${base}/explorer?${new URLSearchParams(own.map((one) => ['f', filterText(one)]))}`;
  return (
    <div className="iso-details">
      <SpaceBetween size="s">
        <div className="iso-row">
          <Box variant="h3" padding="n">{city.city || city.country}, {network(city.network, city.asn)}</Box>
          <Button variant="icon" iconName="close" ariaLabel="Close the details" onClick={onClose} />
        </div>
        <KeyValuePairs
          columns={4}
          minColumnWidth={150}
          items={[
            { label: 'Place', value: [city.subdivision, city.country].filter(Boolean).join(', ') || '–' },
            { label: 'Availability', value: <Score value={city.availability} /> },
            { label: 'Performance', value: <Score value={city.performance} /> },
            { label: 'Round-trip time, median', value: millis(city.rttP50) },
            { label: 'Share of traffic', value: percent(city.trafficPercent) },
            { label: 'From clients', value: bytes(city.bytesIn) },
            { label: 'To clients', value: bytes(city.bytesOut) },
          ]}
        />
        <SpaceBetween direction="horizontal" size="s">
          <Button onClick={() => setFilters(own.reduce(addFilter, filters))}>Filter the page by it</Button>
          <RouteLink to={explorer}>Its history</RouteLink>
          {city.eventId && <RouteLink to={`${base}/events/${encodeURIComponent(city.eventId)}`}>The open health event</RouteLink>}
        </SpaceBetween>
      </SpaceBetween>
    </div>
  );
}
