import type { EventDetails, Evidence, ImpactedLocation } from '../../api/eventTypes';
import type { Known } from '../../api/types';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { count, millis, network, percent } from '../../format/numbers';
import { duration } from '../../format/times';

/** What was counted at each location against what was to be expected there. */
export function EvidenceTable({ event }: { event: EventDetails }) {
  const items = event.locations.filter((one) => one.evidence !== null);
  return <DataTable variant="embedded" label="Evidence" items={items} columns={columns} id={(one) => one.id + one.location} csv={csvName([event.monitor, 'evidence'])} pageSize={10} />;
}

const share = (value: Known) => percent(value === null ? null : value * 100);
const small = (value: Known) => (value === null ? '–' : value === 0 ? '0' : value < 0.001 ? value.toExponential(1) : value.toFixed(4));
const of = (read: (evidence: Evidence) => Known) => (one: ImpactedLocation) => read(one.evidence!);

function dropText({ drop, dropLow, dropHigh }: Evidence): string {
  if (drop === null) return '–';
  return dropLow === null || dropHigh === null ? share(drop) : `${share(drop)} (${share(dropLow)} to ${share(dropHigh)})`;
}

function baselineText({ baseline, baselineDays, percentile, baselineMillis, edgeMillis }: Evidence): string {
  if (!baseline || baseline === 'None') return '–';
  const days = baselineDays === null ? '' : `, ${Math.round(baselineDays)} days`;
  const rtt = baselineMillis === null ? '' : `; ${percentile === null ? '' : `p${Math.round(percentile <= 1 ? percentile * 100 : percentile)} `}${millis(baselineMillis)}, edge ${millis(edgeMillis)}`;
  return `${baselines[baseline] ?? baseline}${days}${rtt}`;
}

const streams: Record<string, string> = { NetworkFailures: 'failures of the network', ServiceFailures: 'failures of the service', Volume: 'missing traffic', Rtt: 'round-trip time', Ttfb: 'time to first byte' };
const baselines: Record<string, string> = { Stratum: 'its own', Pair: 'its pair', Network: 'its network', Country: 'its country', Location: 'its service location' };

const columns: Column<ImpactedLocation>[] = [
  { id: 'place', header: 'Place', cell: (one) => `${one.city || one.country}, ${network(one.network, one.asn)}`, value: (one) => `${one.city || one.country}, ${network(one.network, one.asn)}`, minWidth: 220 },
  { id: 'stream', header: 'Measured by', cell: (one) => streams[one.evidence!.stream ?? ''] ?? '–', value: (one) => streams[one.evidence!.stream ?? ''], minWidth: 130 },
  { id: 'span', header: 'Over', cell: (one) => (one.evidence!.spanSeconds === null ? '–' : duration(one.evidence!.spanSeconds)), value: of((evidence) => evidence.spanSeconds), isOneLine: true },
  { id: 'samples', header: 'Samples', cell: (one) => count(one.evidence!.samples), value: of((evidence) => evidence.samples), isOneLine: true },
  { id: 'hits', header: 'Bad', cell: (one) => count(one.evidence!.hits), value: of((evidence) => evidence.hits), isOneLine: true },
  { id: 'usual', header: 'Usually bad', cell: (one) => share(one.evidence!.expectedShare), value: of((evidence) => evidence.expectedShare), isOneLine: true },
  { id: 'drop', header: 'Drop (95 % interval)', cell: (one) => dropText(one.evidence!), value: of((evidence) => evidence.drop), isOneLine: true, minWidth: 170 },
  { id: 'p', header: 'By chance', cell: (one) => small(one.evidence!.pValue), value: of((evidence) => evidence.pValue), isOneLine: true },
  { id: 'level', header: 'Must be below', cell: (one) => small(one.evidence!.significanceLevel), value: of((evidence) => evidence.significanceLevel), isOneLine: true },
  { id: 'baseline', header: 'Usual by', cell: (one) => baselineText(one.evidence!), value: (one) => baselineText(one.evidence!), minWidth: 150 },
  { id: 'sentence', header: 'In words', cell: (one) => one.evidence!.sentence ?? '–', value: (one) => one.evidence!.sentence, minWidth: 420 },
];
