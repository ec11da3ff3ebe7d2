/** Shapes of the console's API, as docs/console-api.md describes them. Times are Unix seconds, scores 0 to 100, round-trip times milliseconds. */
export type Role = 'viewer' | 'editor' | 'admin';
export type Unit = 'bytes' | 'connections';
export type Known = number | null;

export interface SignedIn { name: string; role: Role; csrfToken: string; sessionId: string; expiresAt: number; hasPassword: boolean; isOfProvider: boolean }

export interface Session {
  product: { name: string; version: string };
  now: number;
  region: string;
  account: string;
  demo: { speed: number; startedAt: number } | null;
  windowSeconds: number;
  signIn: 'local' | 'proxy';
  provider: { name: string } | null;
  setup: { isNeeded: boolean; isPasswordOptional: boolean; hasLink: boolean };
  user: SignedIn | null;
}

export type StripState = 'ok' | 'event' | 'partial' | 'none';

export interface Traffic { bytesIn: number; bytesOut: number; connections: number }

export interface MonitorSummary {
  name: string;
  arn: string;
  isDefault: boolean;
  status: 'active' | 'inactive' | 'pending' | 'error';
  processing: string;
  createdAt: number;
  modifiedAt: number;
  resources: number;
  trafficPercentage: number | null;
  maximumCityNetworks: number | null;
  scores: { availability: Known; performance: Known; testablePercent: Known; at: number } | null;
  openEvents: number;
  openEventIds: string[];
  traffic: Traffic & { cityNetworks: number };
  strip: { state: StripState[]; availability: Known[]; performance: Known[] };
}

export interface MonitorList { now: number; strip: { stepSeconds: number; times: number[] }; monitors: MonitorSummary[] }

export interface LocalThreshold { isEnabled: boolean; score: number; minTrafficImpact: number }
export interface Thresholds { availability: number; performance: number; availabilityLocal: LocalThreshold; performanceLocal: LocalThreshold }

export interface MonitorSettings {
  name: string;
  arn: string;
  isDefault: boolean;
  status: MonitorSummary['status'];
  processing: string;
  createdAt: number;
  modifiedAt: number;
  resources: { arn: string; kind: string; kindName: string; name: string }[];
  trafficPercentage: number | null;
  maximumCityNetworks: number | null;
  thresholds: Thresholds;
  tags: Record<string, string>;
  weighedIn: Unit;
  delivery: Delivery | null;
}

export interface Delivery { bucket: string | null; prefix: string | null; isEnabled: boolean; progress: { lastWindow: number | null; lastAt: number | null; waiting: number; skipped: number; fault: string | null } | null }
export interface Bucket { name: string; kind: 'folder' | 's3'; place: string }

export interface Resource {
  arn: string;
  kind: string;
  kindName: string;
  name: string;
  sources: string[];
  locations: { name: string; latitude: number; longitude: number }[];
  traffic: Traffic & { cityNetworks: number };
  monitors: string[];
}

export interface Coverage {
  from: number;
  to: number;
  cityNetworks: number;
  weighedIn: Unit;
  levels: { percentage: number[]; cityNetworks: number[] };
  selection: { percentage: number; maximum: number | null; cityNetworks: number; trafficPercent: number; isCapped: boolean };
  price: { currency: string; resources: number; resourcesPerMonth: number; cityNetworksBilled: number; cityNetworksPerMonth: number; perMonth: number };
}

export interface Annotation { id: number; at: number; until: number | null; kind: 'deployment' | 'change' | 'incident' | 'note'; text: string; monitor: string | null; link: string | null; user: string }
export interface Maintenance { id: number; from: number; to: number; text: string; location: string | null; user: string; createdAt: number; isActive: boolean }

export interface Overview {
  now: number;
  from: number;
  to: number;
  stepSeconds: number;
  watermark: number | null;
  weighedIn: Unit;
  /** Null before the first window of the monitor. */
  current: { availability: Known; performance: Known; testablePercent: Known; at: number; trafficMonitoredPercent: Known; cityNetworksMonitored: number; openEvents: number } | null;
  totals: { bytesIn: number; bytesOut: number; rttP50: Known; rttP90: Known; rttP95: Known; availability: Known; performance: Known };
  series: { times: number[]; availability: Known[]; performance: Known[]; bytesIn: Known[]; bytesOut: Known[]; rttP50: Known[] };
  events: EventSummary[];
  annotations: Annotation[];
  maintenance: Maintenance[];
}

export interface MapPoints {
  id: string[];
  city: string[];
  metro: string[];
  subdivision: string[];
  country: string[];
  countryCode: string[];
  asn: number[];
  network: string[];
  latitude: Known[];
  longitude: Known[];
  bytesIn: number[];
  bytesOut: number[];
  trafficPercent: Known[];
  availability: Known[];
  performance: Known[];
  rttP50: Known[];
  eventId: (string | null)[];
}

export interface MapAnswer { from: number; to: number; isCut: boolean; weighedIn: Unit; points: MapPoints; locations: { name: string; latitude: number; longitude: number }[] }

export interface EventSummary {
  id: string;
  monitor: string;
  arn: string;
  type: 'Availability' | 'Performance';
  isLocal: boolean;
  status: 'active' | 'resolved';
  startedAt: number;
  endedAt: number | null;
  createdAt: number;
  lastUpdatedAt: number;
  impactPercent: number;
  score: Known;
  threshold: Known;
  locationCount: number;
  title: string;
  place: { city: string; country: string; network: string; asn: number; location: string } | null;
  cause: { verdict: string; cause: string; label: string; confidence: Known } | null;
  acknowledgedBy: string | null;
  isSilenced: boolean;
  silencedUntil: number | null;
}

export interface EventList { now: number; next: string | null; events: EventSummary[] }
export interface WeatherEvent {
  id: string;
  arn: string;
  type: string;
  status: 'active' | 'resolved';
  startedAt: number;
  endedAt: number | null;
  city: string;
  metro: string;
  subdivision: string;
  country: string;
  countryCode: string;
  asn: number;
  network: string;
  latitude: number;
  longitude: number;
}
export interface Weather { now: number; from: number; to: number; isCut: boolean; events: WeatherEvent[] }
