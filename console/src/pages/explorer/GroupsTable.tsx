import { memo, useMemo } from 'react';
import type { Explorer, GroupSeries } from '../../api/explorerTypes';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { Score } from '../../components/Score';
import { bytes, millis, percent } from '../../format/numbers';
import { parseFilters } from '../../state/filters';
import { useNarrow } from '../../state/useUrl';

interface Props { data: Explorer; name: string; texts: string[]; onHover: (key: string | null) => void }

/** The same groups in numbers over the whole time. A click on one narrows the page to it. */
export const GroupsTable = memo(function GroupsTable({ data, name, texts, onHover }: Props) {
  const narrowBy = useNarrow();
  const columns = useMemo<Column<GroupSeries>[]>(() => {
    const narrow = (group: GroupSeries, isExcluding: boolean) => narrowBy(parseFilters(group.filter ?? []).map((one) => ({ ...one, isExcluded: isExcluding })));
    return [
      {
        id: 'label',
        header: data.group ? 'Group' : 'Traffic',
        cell: (group) => (
          <span onMouseEnter={() => onHover(group.key)} onMouseLeave={() => onHover(null)}>
            {group.filter?.length && data.group ? (
              <button type="button" className="iso-filter-link" title="Click narrows the page to it; Shift and click leaves it out" onClick={(event) => narrow(group, event.shiftKey)}>{group.label}</button>
            ) : (
              group.label || 'All'
            )}
          </span>
        ),
        value: (group) => group.label || 'All',
        minWidth: 200,
      },
      { id: 'share', header: 'Share', cell: (group) => percent(group.totals.trafficPercent), value: (group) => group.totals.trafficPercent, isOneLine: true },
      { id: 'availability', header: 'Availability', cell: (group) => <Score value={group.totals.availability} />, value: (group) => group.totals.availability, minWidth: 110 },
      { id: 'performance', header: 'Performance', cell: (group) => <Score value={group.totals.performance} />, value: (group) => group.totals.performance, minWidth: 110 },
      { id: 'in', header: 'From clients', cell: (group) => bytes(group.totals.bytesIn), value: (group) => group.totals.bytesIn, isOneLine: true },
      { id: 'out', header: 'To clients', cell: (group) => bytes(group.totals.bytesOut), value: (group) => group.totals.bytesOut, isOneLine: true },
      { id: 'p50', header: 'RTT, median', cell: (group) => millis(group.totals.rttP50), value: (group) => group.totals.rttP50, isOneLine: true },
      { id: 'p90', header: '90 % under', cell: (group) => millis(group.totals.rttP90), value: (group) => group.totals.rttP90, isOneLine: true },
      { id: 'p95', header: '95 % under', cell: (group) => millis(group.totals.rttP95), value: (group) => group.totals.rttP95, isOneLine: true },
      { id: 'ttfb', header: 'First byte', cell: (group) => millis(group.totals.ttfb), value: (group) => group.totals.ttfb, isOneLine: true },
    ];
  }, [data.group, narrowBy, onHover]);
  return (
    <DataTable
      title={data.group ? 'Groups' : 'In all'}
      label="Totals by group"
      description="Over the whole time shown"
      items={data.groups}
      columns={columns}
      id={(group) => group.key || group.label || 'all'}
      csv={csvName([name, 'totals', data.group ?? '', ...texts], data)}
      pageSize={25}
    />
  );
});
