import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMemo, useState } from 'react';
import { useMay, useNow } from '../../api/session';
import type { Maintenance } from '../../api/types';
import { useApi, useSend } from '../../api/useApi';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { AnswerState, Nothing } from '../../components/Panel';
import { useTimes } from '../../components/useTimes';
import { isoUtc } from '../../format/times';
import { tell } from '../../shell/notices';
import { MaintenanceDialog } from './MaintenanceDialog';

export function MaintenanceTable() {
  const answer = useApi<{ windows: Maintenance[] }>('/api/maintenance');
  const times = useTimes();
  const now = useNow();
  const isEditor = useMay('editor');
  const [isOpen, setIsOpen] = useState(false);
  const { mutate } = useSend();
  const columns = useMemo<Column<Maintenance>[]>(
    () => [
      { id: 'text', header: 'What', cell: (one) => one.text, value: (one) => one.text, minWidth: 200 },
      { id: 'state', header: 'State', cell: (one) => (one.isActive ? <StatusIndicator type="in-progress">Now</StatusIndicator> : one.from > now() ? <StatusIndicator type="pending">To come</StatusIndicator> : <StatusIndicator type="stopped">Over</StatusIndicator>), minWidth: 110 },
      { id: 'from', header: 'From', cell: (one) => times.full(one.from), value: (one) => isoUtc(one.from), isOneLine: true },
      { id: 'to', header: 'To', cell: (one) => times.full(one.to), value: (one) => isoUtc(one.to), isOneLine: true },
      { id: 'location', header: 'Service location', cell: (one) => one.location ?? 'all', value: (one) => one.location ?? 'all' },
      { id: 'user', header: 'By', cell: (one) => one.user, value: (one) => one.user },
      ...(isEditor
        ? [{
            id: 'remove',
            header: 'Actions',
            cell: (one: Maintenance) => <Button variant="inline-icon" iconName="remove" ariaLabel={`Delete ${one.text}`} onClick={() => mutate({ method: 'DELETE', path: `/api/maintenance/${one.id}` }, { onError: (error) => tell('error', error.message) })} />,
          }]
        : []),
    ],
    [times, now, isEditor, mutate],
  );
  return (
    <>
      <AnswerState answer={answer}>
        {(data) => (
          <DataTable
            title="Maintenance windows"
            label="Maintenance windows"
            description="In them nobody is notified, and their time does not become part of what is usual"
            items={data.windows}
            columns={columns}
            id={(one) => String(one.id)}
            csv={csvName(['maintenance'])}
            sort={{ id: 'from', isDescending: true }}
            actions={isEditor && <Button onClick={() => setIsOpen(true)}>Add a window</Button>}
            empty={<Nothing title="No maintenance window" text="Add one before you take something down on purpose." />}
          />
        )}
      </AnswerState>
      {isOpen && <MaintenanceDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
