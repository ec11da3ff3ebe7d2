import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { Source, Sources } from '../../api/operationsTypes';
import { useApi } from '../../api/useApi';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { Page } from '../../components/Page';
import { AnswerState } from '../../components/Panel';
import { RefreshControl } from '../../components/RefreshControl';
import { useTimes } from '../../components/useTimes';
import { bytes, count, perSecond, percent } from '../../format/numbers';
import { duration } from '../../format/times';
import { SourceDetails } from './SourceDetails';
import { SourceState } from './SourceState';

export function SourcesPage() {
  const answer = useApi<Sources>('/api/sources');
  return (
    <Page title="Sources" description="Where traffic records come from, and what became of them since the server started" actions={<RefreshControl />}>
      <AnswerState
        answer={answer}
        empty={(data) => (data.sources.length ? null : { title: 'No source yet', text: 'Name log files or other sources in the server’s configuration; they appear here as soon as it has read it.' })}
      >
        {(data) => <Content data={data} />}
      </AnswerState>
    </Page>
  );
}

function Content({ data }: { data: Sources }) {
  const times = useTimes();
  const [selected, setSelected] = useState<string | null>(null);
  const chosen = data.sources.find((one) => one.name === selected) ?? (data.sources.length === 1 ? data.sources[0] : null);
  const columns = useMemo(() => columnsOf, []);
  return (
    <SpaceBetween size="l">
      {data.faults.map((fault, index) => <Alert key={index} type="warning" header={`${fault.kind}: something is wrong`}>{fault.text}</Alert>)}
      <DataTable
        title="Sources"
        label="Sources"
        description={`${data.watermark === null ? 'Nothing is complete yet' : `Complete until ${times.full(data.watermark)}`}. ${data.unlocated ? `${count(data.unlocated)} records could not be placed.` : ''}`}
        items={data.sources}
        columns={columns}
        id={(one) => one.name}
        csv={csvName(['sources'])}
        selectedId={chosen?.name ?? null}
        onSelect={(one) => setSelected(one.name)}
      />
      {chosen && <SourceDetails source={chosen} />}
    </SpaceBetween>
  );
}

export function rejectedOf(source: Source): number {
  return source.rejected.reduce((sum, one) => sum + one.lines, 0);
}

const columnsOf: Column<Source>[] = [
  { id: 'name', header: 'Source', cell: (one) => one.name, value: (one) => one.name, minWidth: 140 },
  { id: 'state', header: 'State', cell: (one) => <SourceState source={one} />, minWidth: 150 },
  { id: 'format', header: 'Format', cell: (one) => one.format ?? 'not yet recognised', value: (one) => one.format, minWidth: 120 },
  { id: 'rate', header: 'Records', cell: (one) => perSecond(one.recordsPerSecond), value: (one) => one.recordsPerSecond, isOneLine: true },
  { id: 'records', header: 'In all', cell: (one) => count(one.records), value: (one) => one.records, isOneLine: true },
  { id: 'rejected', header: 'Rejected', cell: (one) => `${count(rejectedOf(one))}${one.lines ? ` (${percent((rejectedOf(one) / one.lines) * 100)})` : ''}`, value: rejectedOf, isOneLine: true, minWidth: 110 },
  { id: 'late', header: 'Late', cell: (one) => count(one.late), value: (one) => one.late, isOneLine: true },
  { id: 'lag', header: 'Lag', cell: (one) => (one.lagSeconds === null ? '–' : duration(one.lagSeconds)), value: (one) => one.lagSeconds, isOneLine: true },
  { id: 'behind', header: 'Not yet read', cell: (one) => bytes(one.lagBytes), value: (one) => one.lagBytes, isOneLine: true },
  { id: 'read', header: 'Read', cell: (one) => bytes(one.bytes), value: (one) => one.bytes, isOneLine: true },
];
