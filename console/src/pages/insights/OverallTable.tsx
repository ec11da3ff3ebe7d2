import { useMemo } from 'react';
import type { Insights } from '../../api/explorerTypes';
import { DataTable, type Column } from '../../components/DataTable';
import { bytes, compactCount, millis } from '../../format/numbers';

type Row = Insights['overall'][number];

/** By service location: how much of its traffic would be answered sooner elsewhere. */
export function OverallTable({ data, csv }: { data: Insights; csv: string }) {
  const columns = useMemo<Column<Row>[]>(() => {
    const amount = data.weighedIn === 'bytes' ? bytes : compactCount;
    return [
      { id: 'current', header: 'Served from', cell: (one) => one.current, value: (one) => one.current, minWidth: 130 },
      { id: 'proposed', header: 'Could be served from', cell: (one) => one.proposed, value: (one) => one.proposed, minWidth: 160 },
      { id: 'ttfb', header: 'First byte there, mean', cell: (one) => millis(one.ttfb), value: (one) => one.ttfb, isOneLine: true, minWidth: 160 },
      { id: 'traffic', header: 'Traffic', cell: (one) => amount(one.traffic), value: (one) => one.traffic, isOneLine: true },
      { id: 'without', header: 'Would gain, without a CDN', cell: (one) => amount(one.movableExcludingCdn), value: (one) => one.movableExcludingCdn, isOneLine: true, minWidth: 190 },
      { id: 'with', header: 'Would gain, beside a CDN', cell: (one) => amount(one.movableIncludingCdn), value: (one) => one.movableIncludingCdn, isOneLine: true, minWidth: 190 },
    ];
  }, [data.weighedIn]);
  return <DataTable title="By service location" description="Traffic that would gain, where a CDN is no choice and where it is" label="By service location" items={data.overall} columns={columns} id={(one) => `${one.current} ${one.proposed}`} csv={csv} sort={{ id: 'without', isDescending: true }} />;
}
