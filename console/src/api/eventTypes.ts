import type { EventSummary, Known } from './types';

export interface Element { kind: string; location: string; key: string; label: string }
export interface Suspect { element: Element; badInside: number; totalInside: number; badOutside: number; totalOutside: number; confidence: Known; explanatoryPower: Known }
export interface Blame { verdict: string; cause: string; confidence: Known; shareOfImpact: Known; element: Element | null; suspects: Suspect[] }
export interface PathNode { kind: 'service' | 'transit' | 'client'; label: string; asn: number | null; isCulprit: boolean }
export interface EventPath { location: string; shareOfImpact: Known; nodes: PathNode[] }
export interface Impact { score: Known; totalImpactPercent: Known; clientImpactPercent: Known }

export interface Evidence {
  sentence: string | null;
  tested: string | null;
  stream: string | null;
  testedKind: string | null;
  spanSeconds: Known;
  samples: Known;
  hits: Known;
  expectedShare: Known;
  pValue: Known;
  significanceLevel: Known;
  drop: Known;
  dropLow: Known;
  dropHigh: Known;
  smallestDrop: Known;
  baseline: string | null;
  baselineDays: Known;
  percentile: Known;
  baselineMillis: Known;
  edgeMillis: Known;
}

export interface ImpactedLocation {
  id: string;
  location: string;
  asn: number;
  network: string;
  country: string;
  countryCode: string;
  subdivision: string;
  metro: string;
  city: string;
  latitude: number;
  longitude: number;
  status: 'active' | 'resolved';
  hitSince: Known;
  hitUntil: Known;
  lowestScore: Known;
  availability: Impact | null;
  performance: Impact | null;
  rtt: { p50: Known; p90: Known; p95: Known } | null;
  usualRtt: { p50: Known; p90: Known } | null;
  causedBy: { networks: { asn: number; name: string }[]; asPath: { asn: number; name: string }[]; side: string } | null;
  ipv4Prefixes: string[];
  ipv6Prefixes: string[];
  evidence: Evidence | null;
}

export interface HistoryEntry { at: number; kind: 'created' | 'updated' | 'resolved'; impactPercent: Known; score: Known; locations: number; cause: string | null; reason: string | null }
export interface Notification { channel: string; at: number; state: 'waiting' | 'delivered' | 'failed' | 'silenced'; detail: string | null }

export interface EventDetails extends EventSummary {
  reason: string | null;
  closedBecause: string | null;
  action: { kind: string; text: string; ticketSubject: string | null; ticketText: string | null } | null;
  blames: Blame[];
  paths: EventPath[];
  locations: ImpactedLocation[];
  history: HistoryEntry[];
  notifications: Notification[];
  acknowledgement: { user: string; at: number; note: string | null } | null;
  silence: { user: string; at: number; until: number | null; note: string | null } | null;
}

export interface EventSeries {
  from: number;
  to: number;
  stepSeconds: number;
  startedAt: number;
  endedAt: number | null;
  times: number[];
  availability: Known[];
  performance: Known[];
  rttP50: Known[];
  rttP90: Known[];
  bytes: Known[];
  connections: Known[];
  pairs: { id: string; location: string; label: string; availability: Known[]; performance: Known[]; rttP50: Known[] }[];
}
