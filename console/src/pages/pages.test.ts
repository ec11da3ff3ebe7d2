import { describe, expect, test } from 'vitest';
import type { AlarmDraft } from './alarms/alarmDraft';
import { alarmBody, alarmProblem } from './alarms/alarmDraft';
import { gathered } from './event/paths';
import { bodyOf, deliveryProblem, emptyDraft, maximumProblem, nameProblem, tagsProblem, thresholdsProblem, usualThresholds } from './monitor-form/draft';

describe('a monitor that is filled in', () => {
  test.each([['shop.eu-1_x', null], ['', 'Give it a name.'], ['my shop', 'Only letters, digits, dots, hyphens and underscores.']])('name %j: %s', (name, problem) => expect(nameProblem(name)).toBe(problem));
  test('a name has at most 255 characters', () => expect(nameProblem('x'.repeat(256))).toBe('At most 255 characters.'));
  test.each([['', true], ['1', true], ['500000', true], ['500001', false], ['0', false], ['1.5', false]])('cap %j is fine: %s', (maximum, isFine) => expect(maximumProblem(maximum) === null).toBe(isFine));
  test('thresholds may be 0 to 100', () => expect(thresholdsProblem({ ...usualThresholds, performance: 101 })).not.toBeNull());
  test('thresholds that are empty are no thresholds', () => expect(thresholdsProblem({ ...usualThresholds, performance: NaN })).not.toBeNull());
  test('keys of tags differ', () => expect(tagsProblem([{ key: 'a', value: '1' }, { key: 'a', value: '2' }])).not.toBeNull());
  test('without a cap none is sent', () => expect(bodyOf(emptyDraft)).not.toHaveProperty('maximumCityNetworks'));
  test('a cap that is taken away becomes the greatest', () => expect(bodyOf(emptyDraft, true).maximumCityNetworks).toBe(500_000));
  test('delivery needs a bucket', () => expect(deliveryProblem({ isEnabled: true, bucket: '', prefix: '' })).not.toBeNull());
  test('delivery that was never set is not sent', () => expect(bodyOf(emptyDraft)).not.toHaveProperty('delivery'));
  test('delivery that is switched off keeps its bucket', () => expect(bodyOf({ ...emptyDraft, delivery: { isEnabled: false, bucket: 'shop-im', prefix: '' } }).delivery).toEqual({ isEnabled: false, bucket: 'shop-im' }));
  test('tags are sent by their keys', () => expect(bodyOf({ ...emptyDraft, tags: [{ key: 'team', value: 'web' }] }).tags).toEqual({ team: 'web' }));
});

describe('an alarm that is filled in', () => {
  const draft: AlarmDraft = {
    name: 'a', description: '', monitor: 'shop', metric: 'AvailabilityScore', location: '', statistic: 'Average', periodSeconds: 300, evaluationPeriods: '3', datapointsToAlarm: '2',
    threshold: '95', comparison: 'LessThanThreshold', missingData: 'missing', actionsEnabled: true, alarmActions: [], okActions: [], insufficientDataActions: [],
  };
  test('is fine', () => expect(alarmProblem(draft)).toBeNull());
  test('cannot need more bad periods than it looks at', () => expect(alarmProblem({ ...draft, datapointsToAlarm: '4' })).not.toBeNull());
  test('needs a threshold', () => expect(alarmProblem({ ...draft, threshold: '' })).not.toBeNull());
  test('sends numbers as numbers, and no location where it is of the whole monitor', () => {
    const body = alarmBody(draft, true);
    expect(body).toMatchObject({ name: 'a', threshold: 95, evaluationPeriods: 3, datapointsToAlarm: 2 });
    expect(body).not.toHaveProperty('location');
  });
  test('does not send the name when it is changed', () => expect(alarmBody(draft, false)).not.toHaveProperty('name'));
});

test('equal paths are one picture, that with the most impact first', () => {
  const nodes = (label: string) => [{ kind: 'service' as const, label: 'a', asn: null, isCulprit: false }, { kind: 'client' as const, label, asn: 1, isCulprit: true }];
  const rows = gathered([{ location: 'a', shareOfImpact: 0.2, nodes: nodes('x') }, { location: 'a', shareOfImpact: 0.5, nodes: nodes('y') }, { location: 'a', shareOfImpact: 0.2, nodes: nodes('x') }]);
  expect(rows.map((row) => [row.nodes[1].label, row.count])).toEqual([['y', 1], ['x', 2]]);
  expect(rows[1].share).toBeCloseTo(0.4);
});
