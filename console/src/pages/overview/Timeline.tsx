import Box from '@cloudscape-design/components/box';
import { useMemo } from 'react';
import type { Explorer } from '../../api/explorerTypes';
import type { Overview } from '../../api/types';
import { useApi } from '../../api/useApi';
import { ChartGroup, useZoom } from '../../charts/ChartGroup';
import { eventSpans, maintenanceSpans, marksOf, missingSpans } from '../../charts/spans';
import type { Chart } from '../../charts/types';
import { AnnotateButton } from '../../components/AnnotateButton';
import { csvName } from '../../components/csv';
import { useNoMatch } from '../../components/NoMatch';
import { Panel } from '../../components/Panel';
import { filterText, type Filter } from '../../state/filters';
import type { Range } from '../../state/range';

interface Props { data: Overview; name: string; filters: Filter[]; asked: Range }

type Columns = Omit<Overview['series'], 'times'>;

/** Scores, traffic and round-trip time over time. With a filter, of what it leaves: asked of the explorer, which counts the same rows. */
export function Timeline({ data, name, filters, asked }: Props) {
  const texts = filters.map(filterText);
  const isFiltered = texts.length > 0;
  const filtered = useApi<Explorer>('/api/explorer', { monitor: name, ...asked, f: texts }, { isEnabled: isFiltered });
  const { onZoom, onReset } = useZoom();
  const noMatch = useNoMatch();
  const times = isFiltered ? filtered.data?.times : data.series.times;
  const columns: Columns | undefined = isFiltered ? filtered.data?.groups[0] : data.series;
  const step = (isFiltered ? filtered.data?.stepSeconds : undefined) ?? data.stepSeconds;

  const charts = useMemo(() => (columns ? chartsOf(columns) : []), [columns]);
  const spans = useMemo(
    () => [...eventSpans(data.events, data.now), ...maintenanceSpans(data.maintenance), ...(times && columns ? missingSpans(times, columns.bytesOut, step) : [])],
    [data, times, columns, step],
  );
  const marks = useMemo(() => marksOf(data.annotations), [data.annotations]);

  return (
    <Panel<unknown>
      title="Health over time"
      description="Drag over a chart to look closer, double-click to go back. The bar on top marks health events."
      actions={<AnnotateButton monitor={name} />}
      answer={isFiltered ? filtered : { data, error: null, refetch: () => {}, isFetching: false }}
      empty={() => {
        if (columns?.bytesOut.some((value) => value !== null)) return null;
        return noMatch ?? { title: 'No data in this time', text: 'Choose a longer time, or wait for the first records.' };
      }}
    >
      {() => (
        <>
          <ChartGroup
            label="Health over time"
            frame={{ from: data.from, to: data.to, stepSeconds: step, times: times ?? [] }}
            charts={charts}
            spans={spans}
            marks={marks}
            csv={csvName([name, 'health', ...texts], data)}
            onZoom={onZoom}
            onReset={onReset}
          />
          {marks.length > 0 && <Box color="text-body-secondary" fontSize="body-s">Triangles on top of the charts are annotations; point at one to read it.</Box>}
        </>
      )}
    </Panel>
  );
}

function chartsOf(columns: Columns): Chart[] {
  return [
    {
      id: 'scores',
      title: 'Scores',
      unit: 'percent',
      height: 190,
      series: [
        { key: 'availability', label: 'Availability', values: columns.availability, colour: 0 },
        { key: 'performance', label: 'Performance', values: columns.performance, colour: 1 },
      ],
    },
    {
      id: 'traffic',
      title: 'Traffic',
      unit: 'bytes',
      height: 130,
      series: [
        { key: 'bytesOut', label: 'To clients', values: columns.bytesOut, colour: 2 },
        { key: 'bytesIn', label: 'From clients', values: columns.bytesIn, colour: 3 },
      ],
    },
    { id: 'rtt', title: 'Round-trip time', unit: 'millis', height: 130, series: [{ key: 'rttP50', label: 'Median', values: columns.rttP50, colour: 4 }] },
  ];
}
