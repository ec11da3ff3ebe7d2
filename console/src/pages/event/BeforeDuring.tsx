import Box from '@cloudscape-design/components/box';
import { Columns } from '../../components/Columns';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import type { EventDetails, EventSeries } from '../../api/eventTypes';
import type { Annotation, Known } from '../../api/types';
import { useApi } from '../../api/useApi';
import { ChartGroup } from '../../charts/ChartGroup';
import { marksOf, missingSpans } from '../../charts/spans';
import type { Chart, Span } from '../../charts/types';
import { csvName } from '../../components/csv';
import { Panel } from '../../components/Panel';
import { millis, percent } from '../../format/numbers';

/** The impacted pairs six hours before it began, and since. */
export function BeforeDuring({ event, path }: { event: EventDetails; path: string }) {
  const answer = useApi<EventSeries>(`${path}/series`);
  return (
    <Panel
      title="Before and during"
      description="Only the traffic that the event hits. The red band is the event."
      answer={answer}
      lines={8}
      empty={(data) => (data.bytes.some((value) => value !== null) || data.connections.some((value) => value !== null) ? null : { title: 'No measurements of these locations yet', text: 'They are written every five minutes, and kept as long as the server’s settings say.' })}
    >
      {(data) => <Charts data={data} event={event} />}
    </Panel>
  );
}

function Charts({ data, event }: { data: EventSeries; event: EventDetails }) {
  const isAvailability = event.type === 'Availability';
  const annotations = useApi<{ annotations: Annotation[] }>('/api/annotations', { from: data.from, to: data.to, monitor: event.monitor });
  const marks = useMemo(() => marksOf(annotations.data?.annotations ?? []), [annotations.data]);
  const charts = useMemo<Chart[]>(() => {
    const scores: Chart = {
      id: 'scores',
      title: 'Scores',
      unit: 'percent',
      height: 170,
      series: [{ key: 'availability', label: 'Availability', values: data.availability, colour: 0 }, { key: 'performance', label: 'Performance', values: data.performance, colour: 1 }],
    };
    const rtt: Chart = {
      id: 'rtt',
      title: 'Round-trip time',
      unit: 'millis',
      height: 130,
      series: [{ key: 'rttP50', label: 'Median', values: data.rttP50, colour: 4 }, { key: 'rttP90', label: '90 % under', values: data.rttP90, colour: 5 }],
    };
    const pairs: Chart = {
      id: 'pairs',
      title: isAvailability ? 'Availability by place' : 'Round-trip time by place',
      unit: isAvailability ? 'percent' : 'millis',
      height: 170,
      series: data.pairs.map((pair, index) => ({ key: pair.id + pair.location, label: `${pair.label}, from ${pair.location}`, values: isAvailability ? pair.availability : pair.rttP50, colour: index })),
    };
    return data.pairs.length > 1 ? [scores, rtt, pairs] : [scores, rtt];
  }, [data, isAvailability]);
  const spans = useMemo<Span[]>(
    () => [{ id: event.id, from: data.startedAt, to: data.endedAt ?? data.to, label: event.title, tone: data.endedAt ? 'past' : 'event' }, ...missingSpans(data.times, data.connections, data.stepSeconds)],
    [data, event],
  );
  return (
    <SpaceBetween size="m">
      <Columns width="s">
        <Change label="Availability" unit={percent} parts={split(data, data.availability)} />
        <Change label="Performance" unit={percent} parts={split(data, data.performance)} />
        <Change label="Round-trip time, median" unit={millis} parts={split(data, data.rttP50)} />
      </Columns>
      <ChartGroup label="Before and during" frame={{ from: data.from, to: data.to, stepSeconds: data.stepSeconds, times: data.times }} charts={charts} spans={spans} marks={marks} csv={csvName([event.monitor, 'event', event.type], data)} />
    </SpaceBetween>
  );
}

function Change({ label, unit, parts }: { label: string; unit: (value: Known) => string; parts: { before: Known; during: Known } }) {
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <div className="iso-nowrap">
        {unit(parts.before)} before, <strong>{unit(parts.during)}</strong> during
      </div>
    </div>
  );
}

/** Means of the steps before and during, each step weighed by its connections. */
function split(data: EventSeries, values: Known[]): { before: Known; during: Known } {
  const mean = (isWithin: (at: number) => boolean) => {
    let sum = 0;
    let weight = 0;
    data.times.forEach((at, index) => {
      const value = values[index];
      if (value === null || !isWithin(at)) return;
      const share = data.connections[index] ?? 0;
      sum += value * share;
      weight += share;
    });
    return weight > 0 ? sum / weight : null;
  };
  const end = data.endedAt ?? data.to;
  return { before: mean((at) => at + data.stepSeconds <= data.startedAt), during: mean((at) => at + data.stepSeconds > data.startedAt && at < end) };
}
