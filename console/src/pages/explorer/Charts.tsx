import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { memo, useMemo } from 'react';
import type { Explorer, GroupSeries } from '../../api/explorerTypes';
import type { EventSummary, Known } from '../../api/types';
import { ChartGroup, useZoom } from '../../charts/ChartGroup';
import { eventSpans, maintenanceSpans, marksOf, missingSpans } from '../../charts/spans';
import type { Chart, ChartSeries, ValueUnit } from '../../charts/types';
import { csvName } from '../../components/csv';
import { useTimes } from '../../components/useTimes';
import { duration } from '../../format/times';

interface Props { data: Explorer; events: EventSummary[]; name: string; texts: string[]; highlighted: string | null }

interface Measure { id: string; title: string; unit: ValueUnit; height: number; read: (group: GroupSeries) => Known[] }

const sum = (a: Known[], b: Known[]) => a.map((value, index) => (value === null && b[index] === null ? null : (value ?? 0) + (b[index] ?? 0)));

const measures: Measure[] = [
  { id: 'performance', title: 'Performance score', unit: 'percent', height: 170, read: (group) => group.performance },
  { id: 'availability', title: 'Availability score', unit: 'percent', height: 170, read: (group) => group.availability },
  { id: 'bytes', title: 'Bytes transferred', unit: 'bytes', height: 150, read: (group) => sum(group.bytesIn, group.bytesOut) },
  { id: 'rtt', title: 'Round-trip time, median', unit: 'millis', height: 150, read: (group) => group.rttP50 },
];

/** The four measures over time; ungrouped the percentiles of the round-trip time and the directions of traffic stand by themselves. */
export const Charts = memo(function Charts({ data, events, name, texts, highlighted }: Props) {
  const times = useTimes();
  const { onZoom, onReset } = useZoom();
  const charts = useMemo(() => chartsOf(data), [data]);
  const spans = useMemo(() => {
    const whole = data.times.map((_, index) => (data.groups.some((group) => group.bytesOut[index] !== null || group.bytesIn[index] !== null) ? 1 : null));
    return [...eventSpans(events, data.now), ...maintenanceSpans(data.maintenance), ...missingSpans(data.times, whole, data.stepSeconds)];
  }, [data, events]);
  const marks = useMemo(() => marksOf(data.annotations), [data.annotations]);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`Steps of ${duration(data.stepSeconds)}${data.resolution === 'hourly' ? ', from hourly sums' : ''}. Drag to look closer, double-click to go back.${data.compare ? ` Faint lines: ${times.full(data.compare.from)} to ${times.full(data.compare.to)}.` : ''}`}
        >
          Over time
        </Header>
      }
    >
      <ChartGroup
        label="Over time"
        frame={{ from: data.from, to: data.to, stepSeconds: data.stepSeconds, times: data.times }}
        charts={charts}
        spans={spans}
        marks={marks}
        highlighted={highlighted}
        csv={csvName([name, 'explorer', data.group ?? '', ...texts], data)}
        onZoom={onZoom}
        onReset={onReset}
      />
      {data.compare === null && marks.length > 0 && <Box color="text-body-secondary" fontSize="body-s">Triangles on top of the charts are annotations.</Box>}
    </Container>
  );
});

function chartsOf(data: Explorer): Chart[] {
  const isGrouped = data.groups.length > 1 || Boolean(data.group);
  if (!isGrouped && data.groups[0]) return wholeCharts(data.groups[0], data.compare?.groups[0]);
  return measures.map((measure) => ({
    id: measure.id,
    title: measure.title,
    unit: measure.unit,
    height: measure.height,
    series: data.groups.map((group, index) => ({
      key: group.key || (group.isOther ? 'other' : 'all'),
      label: group.label || 'All',
      values: measure.read(group),
      previous: data.compare?.groups[index] ? measure.read(data.compare.groups[index]) : undefined,
      colour: group.isOther ? 6 : index < 6 ? index : index + 1,
    })),
  }));
}

function wholeCharts(now: GroupSeries, before: GroupSeries | undefined): Chart[] {
  const series = (key: keyof GroupSeries, label: string, colour: number): ChartSeries => ({ key, label, values: now[key] as Known[], previous: before?.[key] as Known[] | undefined, colour });
  const ttfb: Chart[] = now.ttfb.some((value) => value !== null) ? [{ id: 'ttfb', title: 'Time to first byte', unit: 'millis', height: 140, series: [series('ttfb', 'Mean', 7)] }] : [];
  return [
    { id: 'scores', title: 'Scores', unit: 'percent', height: 190, series: [series('availability', 'Availability', 0), series('performance', 'Performance', 1)] },
    { id: 'bytes', title: 'Bytes transferred', unit: 'bytes', height: 150, series: [series('bytesOut', 'To clients', 2), series('bytesIn', 'From clients', 3)] },
    { id: 'rtt', title: 'Round-trip time', unit: 'millis', height: 160, series: [series('rttP50', 'Median', 4), series('rttP90', '90 % under', 5), series('rttP95', '95 % under', 0)] },
    ...ttfb,
  ];
}
