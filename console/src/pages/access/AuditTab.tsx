import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get, type ApiError } from '../../api/client';
import type { AuditEntry } from '../../api/operationsTypes';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { AnswerState, Nothing } from '../../components/Panel';
import { useTimes } from '../../components/useTimes';
import { isoUtc } from '../../format/times';

interface AuditPage { entries: AuditEntry[]; next: string | null }

export function AuditTab() {
  const times = useTimes();
  const answer = useInfiniteQuery<AuditPage, ApiError>({
    queryKey: ['/api/audit'],
    queryFn: ({ pageParam, signal }) => get<AuditPage>('/api/audit', { after: pageParam as string | undefined, limit: 200 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const columns = useMemo<Column<AuditEntry>[]>(
    () => [
      { id: 'at', header: 'When', cell: (one) => times.full(one.at), value: (one) => isoUtc(one.at), isOneLine: true },
      { id: 'user', header: 'Who', cell: (one) => one.user, value: (one) => one.user, minWidth: 110 },
      { id: 'action', header: 'What', cell: (one) => one.action, value: (one) => one.action, minWidth: 150 },
      { id: 'target', header: 'On', cell: (one) => one.target, value: (one) => one.target, minWidth: 130 },
      { id: 'outcome', header: 'Outcome', cell: (one) => (one.outcome === 'ok' ? <StatusIndicator type="success">ok</StatusIndicator> : <StatusIndicator type="error">{one.outcome}</StatusIndicator>), value: (one) => one.outcome, minWidth: 120 },
      { id: 'address', header: 'From', cell: (one) => one.address, value: (one) => one.address, minWidth: 110 },
      { id: 'detail', header: 'Details', cell: (one) => <code>{one.detail ?? ''}</code>, value: (one) => one.detail, minWidth: 240 },
    ],
    [times],
  );
  const entries = answer.data?.pages.flatMap((page) => page.entries);
  return (
    <AnswerState answer={{ data: entries, error: answer.error, refetch: answer.refetch, isFetching: answer.isFetching }}>
      {(data) => (
        <DataTable
          title="Audit log"
          label="Audit log"
          description="Who changed what, the newest first"
          items={data}
          columns={columns}
          id={(one) => String(one.id)}
          csv={csvName(['audit'])}
          empty={<Nothing title="Nothing was changed yet" />}
          actions={answer.hasNextPage ? <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>Load older</Button> : undefined}
        />
      )}
    </AnswerState>
  );
}
