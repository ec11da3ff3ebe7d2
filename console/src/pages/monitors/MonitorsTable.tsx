import Badge from '@cloudscape-design/components/badge';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useMemo } from 'react';
import type { MonitorList, MonitorSummary } from '../../api/types';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { MonitorStatus } from '../../components/MonitorStatus';
import { RouteLink } from '../../components/RouteLink';
import { Score } from '../../components/Score';
import { Strip } from '../../components/Strip';
import { bytes, count } from '../../format/numbers';
import { usePreferences } from '../../state/preferences';

interface Props { list: MonitorList; isEditor: boolean; onToggle: (monitor: MonitorSummary) => void; onEdit: (monitor: MonitorSummary) => void; onDelete: (monitor: MonitorSummary) => void }

export function MonitorsTable({ list, isEditor, onToggle, onEdit, onDelete }: Props) {
  const { clock } = usePreferences();
  const columns = useMemo<Column<MonitorSummary>[]>(
    () => [
      {
        id: 'name',
        header: 'Monitor',
        cell: (one) => <span className="iso-row"><RouteLink to={`/monitors/${encodeURIComponent(one.name)}`}>{one.name}</RouteLink>{one.isDefault && <Badge>made for you</Badge>}</span>,
        value: (one) => one.name,
        minWidth: 160,
      },
      { id: 'status', header: 'Status', cell: (one) => <MonitorStatus monitor={one} />, value: (one) => (one.openEvents ? `${one.openEvents} open events` : one.status), minWidth: 140 },
      { id: 'strip', header: 'Last 24 hours', cell: (one) => <Strip times={list.strip.times} states={one.strip.state} availability={one.strip.availability} performance={one.strip.performance} clock={clock} label={one.name} />, minWidth: 240 },
      { id: 'availability', header: 'Availability', cell: (one) => <Score value={one.scores?.availability} />, value: (one) => one.scores?.availability, minWidth: 110 },
      { id: 'performance', header: 'Performance', cell: (one) => <Score value={one.scores?.performance} />, value: (one) => one.scores?.performance, minWidth: 110 },
      { id: 'traffic', header: 'Traffic, 24 h', cell: (one) => bytes(one.traffic.bytesIn + one.traffic.bytesOut), value: (one) => one.traffic.bytesIn + one.traffic.bytesOut, isOneLine: true, minWidth: 110 },
      { id: 'networks', header: 'City-networks', cell: (one) => count(one.traffic.cityNetworks), value: (one) => one.traffic.cityNetworks, isOneLine: true },
      { id: 'resources', header: 'Resources', cell: (one) => count(one.resources), value: (one) => one.resources, isOneLine: true },
      ...(isEditor ? [actions(onToggle, onEdit, onDelete)] : []),
    ],
    [list.strip, clock, isEditor, onToggle, onEdit, onDelete],
  );
  return <DataTable label="Monitors" items={list.monitors} columns={columns} id={(one) => one.name} csv={csvName(['monitors'])} />;
}

function actions(onToggle: Props['onToggle'], onEdit: Props['onEdit'], onDelete: Props['onDelete']): Column<MonitorSummary> {
  return {
    id: 'actions',
    header: 'Actions',
    minWidth: 90,
    cell: (one) => (
      <ButtonDropdown
        variant="icon"
        ariaLabel={`Actions on ${one.name}`}
        expandToViewport
        items={[
          { id: 'edit', text: 'Configure' },
          { id: 'toggle', text: one.status === 'inactive' ? 'Switch on' : 'Switch off' },
          { id: 'delete', text: 'Delete', disabled: one.isDefault },
        ]}
        onItemClick={({ detail }) => (detail.id === 'edit' ? onEdit(one) : detail.id === 'toggle' ? onToggle(one) : onDelete(one))}
      />
    ),
  };
}
