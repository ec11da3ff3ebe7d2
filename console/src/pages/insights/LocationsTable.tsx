import { useMemo, useState } from 'react';
import type { Candidate, Estimate, InsightLocation, Insights } from '../../api/explorerTypes';
import { DataTable, type Column } from '../../components/DataTable';
import { FilterLink } from '../../components/FilterLink';
import { bytes, compactCount, millis, network, percent } from '../../format/numbers';
import { placeValue } from '../../state/filters';
import { Candidates } from './Candidates';

const sources: Record<Estimate['source'], string> = { Measured: 'measured', Predicted: 'predicted', PredictedByDistance: 'predicted from distance' };

export function EstimateText({ estimate }: { estimate: Estimate | null | undefined }) {
  if (!estimate) return <span className="iso-soft">–</span>;
  return <span title={`${millis(estimate.low)} to ${millis(estimate.high)}`}>{millis(estimate.millis)} <span className="iso-soft">{sources[estimate.source]}</span></span>;
}

export function Gain({ candidate }: { candidate: Candidate | null }) {
  const gain = candidate?.gain;
  if (!candidate || !gain || gain.millis < 1) return <span className="iso-soft">no gain</span>;
  return <span className="iso-gain" title={`${millis(gain.low)} to ${millis(gain.high)} sooner`}>{millis(gain.millis)} sooner</span>;
}

/** Top client locations: time to first byte now, elsewhere and through a CDN. A click on a row opens all candidates. */
export function LocationsTable({ data, csv }: { data: Insights; csv: string }) {
  const [selected, setSelected] = useState<string | null>(null);
  const chosen = data.locations.find((one) => idOf(one) === selected) ?? null;
  const columns = useMemo(() => columnsOf(data.weighedIn), [data.weighedIn]);
  return (
    <div className="iso-split">
      <DataTable
        title="Top client locations"
        description="Choose one to see every location it could be served from"
        label="Top client locations"
        items={data.locations}
        columns={columns}
        id={idOf}
        csv={csv}
        sort={{ id: 'traffic', isDescending: true }}
        selectedId={selected}
        onSelect={(one) => setSelected(idOf(one))}
      />
      {chosen && <Candidates location={chosen} onClose={() => setSelected(null)} />}
    </div>
  );
}

function idOf(location: InsightLocation): string {
  return location.id + location.location;
}

function columnsOf(weighedIn: Insights['weighedIn']): Column<InsightLocation>[] {
  const amount = weighedIn === 'bytes' ? bytes : compactCount;
  return [
    { id: 'city', header: 'City', cell: (one) => <FilterLink field="city" value={one.city ? placeValue(one.city, one.subdivision, one.country) : ''}>{one.city}</FilterLink>, value: (one) => one.city, minWidth: 120 },
    { id: 'country', header: 'Country', cell: (one) => <FilterLink field="country" value={one.country}>{one.country}</FilterLink>, value: (one) => one.country, minWidth: 120 },
    { id: 'network', header: 'Network', cell: (one) => <FilterLink field="network" value={String(one.asn)}>{network(one.network, one.asn)}</FilterLink>, value: (one) => network(one.network, one.asn), minWidth: 180 },
    { id: 'traffic', header: 'Traffic', cell: (one) => `${amount(one.traffic)} (${percent(one.trafficPercent)})`, value: (one) => one.traffic, isOneLine: true, minWidth: 150 },
    { id: 'location', header: 'Served from', cell: (one) => one.location, value: (one) => one.location, minWidth: 120 },
    { id: 'now', header: 'First byte now', cell: (one) => <EstimateText estimate={one.ttfb} />, value: (one) => one.ttfb?.millis, minWidth: 150 },
    { id: 'best', header: 'Best location', cell: (one) => one.bestRegion?.location ?? '–', value: (one) => one.bestRegion?.location, minWidth: 130 },
    { id: 'there', header: 'First byte there', cell: (one) => <EstimateText estimate={one.bestRegion?.ttfb} />, value: (one) => one.bestRegion?.ttfb?.millis, minWidth: 170 },
    { id: 'gain', header: 'Gain', cell: (one) => <Gain candidate={one.bestRegion} />, value: (one) => one.bestRegion?.gain?.millis, minWidth: 120 },
    { id: 'cdn', header: 'Through a CDN', cell: (one) => <EstimateText estimate={one.bestCdn?.ttfb} />, value: (one) => one.bestCdn?.ttfb?.millis, minWidth: 150 },
  ];
}
