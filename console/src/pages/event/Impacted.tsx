import './path.css';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { useMemo } from 'react';
import type { EventDetails, ImpactedLocation } from '../../api/eventTypes';
import { csvName, download } from '../../components/csv';
import { WorldMap } from '../../map/WorldMap';
import { network } from '../../format/numbers';
import { useChoice } from '../../state/useUrl';
import { EvidenceTable } from './EvidenceTable';
import { PlacesTable } from './PlacesTable';

const tabs = ['places', 'evidence', 'prefixes'] as const;

/** Who is hit: places and networks, the evidence for each, and the prefixes of the clients. */
export function Impacted({ event }: { event: EventDetails }) {
  const [tab, setTab] = useChoice('tab', tabs);
  const points = useMemo(
    () =>
      event.locations.map((one) => ({
        id: one.id + one.location,
        latitude: one.latitude,
        longitude: one.longitude,
        weight: impactOf(one) ?? 0,
        health: 'impaired' as const,
        label: `${one.city || one.country}, ${network(one.network, one.asn)}`,
      })),
    [event.locations],
  );
  const isCut = event.locationCount > event.locations.length;
  return (
    <Container header={<Header variant="h2" counter={`(${event.locationCount})`} description={isCut ? `The ${event.locations.length} that are hit most are listed.` : undefined}>Impacted locations</Header>}>
      <div className="iso-split is-map">
        <WorldMap label="Map of impacted locations" points={points} legend={[{ health: 'impaired', text: 'impacted; size is the share of all traffic' }]} />
        <Tabs
          activeTabId={tab}
          onChange={({ detail }) => setTab(detail.activeTabId as typeof tab)}
          tabs={[
            { id: 'places', label: 'Places', content: <PlacesTable event={event} /> },
            { id: 'evidence', label: 'Evidence', content: <EvidenceTable event={event} /> },
            { id: 'prefixes', label: 'Client prefixes', content: <Prefixes event={event} /> },
          ]}
        />
      </div>
    </Container>
  );
}

export function impactOf(location: ImpactedLocation): number | null {
  const impacts = [location.availability?.totalImpactPercent, location.performance?.totalImpactPercent].filter((one): one is number => typeof one === 'number');
  return impacts.length ? Math.max(...impacts) : null;
}

function Prefixes({ event }: { event: EventDetails }) {
  const prefixes = [...new Set(event.locations.flatMap((one) => [...one.ipv4Prefixes, ...one.ipv6Prefixes]))];
  if (!prefixes.length) return <Box color="text-body-secondary">No prefixes of the clients are known.</Box>;
  const text = `${prefixes.join('\n')}\n`;
  return (
    <div className="iso-details">
      <div className="iso-row">
        <div className="iso-row-grow">{prefixes.length} prefixes of affected clients</div>
        <Button iconName="download" onClick={() => download(csvName([event.monitor, 'prefixes']).replace('.csv', '.txt'), text, 'text/plain;charset=utf-8')}>Text</Button>
      </div>
      <pre className="iso-pre iso-prefixes" tabIndex={0} aria-label="Prefixes">{prefixes.slice(0, 500).join('\n')}{prefixes.length > 500 ? '\n…' : ''}</pre>
    </div>
  );
}
