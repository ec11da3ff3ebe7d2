import type { Annotation, Known, Maintenance, Traffic, Unit } from './types';

export interface GroupSeries {
  key: string;
  label: string;
  isOther: boolean;
  filter?: string[] | null;
  totals: { bytesIn: number; bytesOut: number; trafficPercent: Known; availability: Known; performance: Known; rttP50: Known; rttP90: Known; rttP95: Known; ttfb: Known };
  availability: Known[];
  performance: Known[];
  bytesIn: Known[];
  bytesOut: Known[];
  rttP50: Known[];
  rttP90: Known[];
  rttP95: Known[];
  ttfb: Known[];
}

export interface Explorer {
  now: number;
  from: number;
  to: number;
  stepSeconds: number;
  resolution: 'raw' | 'hourly';
  weighedIn: Unit;
  group: string | null;
  familyNotRecordedUntil: number | null;
  times: number[];
  groups: GroupSeries[];
  compare: { from: number; to: number; familyNotRecordedUntil: number | null; times: number[]; groups: GroupSeries[] } | null;
  annotations: Annotation[];
  maintenance: Maintenance[];
}

export interface FieldValues { field: string; values: { value: string; label: string; bytes: number }[] }

export interface Estimate { millis: number; low: number; high: number; source: 'Measured' | 'Predicted' | 'PredictedByDistance' }
export interface Candidate { location: string; isCdn: boolean; ttfb: Estimate | null; rtt: Estimate | null; gain: { millis: number; low: number; high: number } | null }

export interface InsightLocation {
  id: string;
  city: string;
  metro: string;
  subdivision: string;
  country: string;
  countryCode: string;
  asn: number;
  network: string;
  latitude: number;
  longitude: number;
  location: string;
  traffic: number;
  trafficPercent: Known;
  ttfb: Estimate | null;
  rtt: Estimate | null;
  bestRegion: Candidate | null;
  bestCdn: Candidate | null;
  candidates: Candidate[];
}

export interface Insights {
  from: number;
  to: number;
  weighedIn: Unit;
  totals: Traffic & { ttfb: Known };
  basis: string;
  measuredLocations: number;
  serviceLocations: string[];
  locations: InsightLocation[];
  overall: { current: string; proposed: string; ttfb: Known; traffic: number; movableExcludingCdn: number; movableIncludingCdn: number }[];
  advice: { text: string; current: string; proposed: string; gainMillis: Known; traffic: number; trafficPercent: Known }[];
}
