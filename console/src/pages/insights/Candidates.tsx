import Button from '@cloudscape-design/components/button';
import type { Candidate, InsightLocation } from '../../api/explorerTypes';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { network } from '../../format/numbers';
import { EstimateText, Gain } from './LocationsTable';

export function Candidates({ location, onClose }: { location: InsightLocation; onClose: () => void }) {
  return (
    <DataTable
      title={`${location.city || location.country}, ${network(location.network, location.asn)}`}
      description={`Now served from ${location.location}`}
      label="Locations it could be served from"
      items={location.candidates}
      columns={columns}
      id={(one) => `${one.location} ${one.isCdn}`}
      csv={csvName(['candidates', location.city, `AS${location.asn}`])}
      sort={{ id: 'ttfb' }}
      actions={<Button onClick={onClose}>Close</Button>}
    />
  );
}

const columns: Column<Candidate>[] = [
  { id: 'location', header: 'Location', cell: (one) => `${one.location}${one.isCdn ? ' (CDN)' : ''}`, value: (one) => one.location, minWidth: 150 },
  { id: 'ttfb', header: 'First byte', cell: (one) => <EstimateText estimate={one.ttfb} />, value: (one) => one.ttfb?.millis, minWidth: 180 },
  { id: 'rtt', header: 'Round-trip time', cell: (one) => <EstimateText estimate={one.rtt} />, value: (one) => one.rtt?.millis, minWidth: 180 },
  { id: 'gain', header: 'Gain', cell: (one) => <Gain candidate={one} />, value: (one) => one.gain?.millis, minWidth: 130 },
];
