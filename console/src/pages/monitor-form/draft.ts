import type { MonitorSettings, Thresholds } from '../../api/types';

/** The most that can be set, which caps nothing: what a maximum is set to that is taken away, since it can only be changed. */
const noCap = 500_000;

/** A monitor as it is being filled in. */
export interface Draft { name: string; resources: string[]; trafficPercentage: number; maximum: string; thresholds: Thresholds; tags: Tag[]; delivery: DeliveryDraft }

export interface DeliveryDraft { isEnabled: boolean; bucket: string; prefix: string }

export interface Tag { key: string; value: string }

export const usualThresholds: Thresholds = {
  availability: 95,
  performance: 95,
  availabilityLocal: { isEnabled: true, score: 60, minTrafficImpact: 0.1 },
  performanceLocal: { isEnabled: true, score: 60, minTrafficImpact: 0.1 },
};

export const emptyDraft: Draft = { name: '', resources: [], trafficPercentage: 100, maximum: '', thresholds: usualThresholds, tags: [], delivery: { isEnabled: false, bucket: '', prefix: '' } };

export function draftOf(monitor: MonitorSettings): Draft {
  return {
    name: monitor.name,
    resources: monitor.resources.map((one) => one.arn),
    trafficPercentage: monitor.trafficPercentage ?? 100,
    maximum: monitor.maximumCityNetworks === null || monitor.maximumCityNetworks === noCap ? '' : String(monitor.maximumCityNetworks),
    thresholds: monitor.thresholds,
    tags: Object.entries(monitor.tags).map(([key, value]) => ({ key, value })),
    delivery: { isEnabled: monitor.delivery?.isEnabled ?? false, bucket: monitor.delivery?.bucket ?? '', prefix: monitor.delivery?.prefix ?? '' },
  };
}

export function nameProblem(name: string): string | null {
  if (!name) return 'Give it a name.';
  if (name.length > 255) return 'At most 255 characters.';
  return /^[a-zA-Z0-9_.-]+$/.test(name) ? null : 'Only letters, digits, dots, hyphens and underscores.';
}

export function maximumProblem(maximum: string): string | null {
  if (!maximum) return null;
  const value = Number(maximum);
  return Number.isInteger(value) && value >= 1 && value <= noCap ? null : 'A whole number from 1 to 500,000.';
}

export function thresholdsProblem({ availability, performance, availabilityLocal, performanceLocal }: Thresholds): string | null {
  const isScore = (value: number) => value >= 0 && value <= 100;
  const all = [availability, performance, availabilityLocal.score, performanceLocal.score, availabilityLocal.minTrafficImpact, performanceLocal.minTrafficImpact];
  return all.every(isScore) ? null : 'Thresholds are from 0 to 100.';
}

export function tagsProblem(tags: Tag[]): string | null {
  if (tags.length > 50) return 'At most 50 tags.';
  if (tags.some((tag) => !tag.key.trim())) return 'Each tag needs a key.';
  return new Set(tags.map((tag) => tag.key)).size === tags.length ? null : 'Two tags have the same key.';
}

export function deliveryProblem({ isEnabled, bucket }: DeliveryDraft): string | null {
  return isEnabled && !bucket ? 'Choose a bucket, or switch delivery off.' : null;
}

/** What the API takes, of a monitor that had a maximum or had none. */
export function bodyOf(draft: Draft, hadMaximum = false) {
  return {
    resources: draft.resources,
    trafficPercentage: draft.trafficPercentage,
    ...(draft.maximum || hadMaximum ? { maximumCityNetworks: Number(draft.maximum || noCap) } : {}),
    thresholds: draft.thresholds,
    tags: Object.fromEntries(draft.tags.map((tag) => [tag.key, tag.value])),
    ...(draft.delivery.bucket ? { delivery: { isEnabled: draft.delivery.isEnabled, bucket: draft.delivery.bucket, ...(draft.delivery.prefix ? { prefix: draft.delivery.prefix } : {}) } } : {}),
  };
}
