import type { Alarm } from '../../api/operationsTypes';
import { duration } from '../../format/times';

export const metricNames: Record<string, string> = {
  AvailabilityScore: 'Availability score',
  PerformanceScore: 'Performance score',
  RoundtripTime: 'Round-trip time',
  BytesIn: 'Bytes from clients',
  BytesOut: 'Bytes to clients',
  TrafficMonitoredPercent: 'Share of the traffic monitored',
  CityNetworksMonitored: 'City-networks monitored',
};
export const comparisonNames: Record<string, string> = {
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'at or below',
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'at or above',
};
export const missingNames: Record<string, string> = { missing: 'keep what is known', ignore: 'keep the state', breaching: 'count it as bad', notBreaching: 'count it as good' };

export function unitOf(metric: string): string {
  if (metric.endsWith('Score') || metric.endsWith('Percent')) return '%';
  if (metric === 'RoundtripTime') return 'ms';
  return metric.startsWith('Bytes') ? 'bytes' : 'city-networks';
}

/** `Availability score of shop below 95 % in 2 of 3 × 5 min` */
export function condition(alarm: Alarm): string {
  const { metric } = alarm;
  if (!alarm.isSimple || !metric) return 'Metric math, set by the CloudWatch API';
  const of = `${metricNames[metric.name] ?? metric.name} of ${metric.monitor}${metric.location ? ` at ${metric.location}` : ''}`;
  const need = alarm.datapointsToAlarm && alarm.datapointsToAlarm !== alarm.evaluationPeriods ? `${alarm.datapointsToAlarm} of ${alarm.evaluationPeriods}` : String(alarm.evaluationPeriods);
  return `${of} ${comparisonNames[alarm.comparison ?? ''] ?? alarm.comparison} ${alarm.threshold} ${unitOf(metric.name)} in ${need} × ${duration(alarm.periodSeconds ?? 300)}`;
}
