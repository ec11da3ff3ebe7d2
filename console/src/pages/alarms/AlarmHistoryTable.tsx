import Button from '@cloudscape-design/components/button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get, type ApiError } from '../../api/client';
import type { AlarmHistory } from '../../api/operationsTypes';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { AnswerState, Nothing } from '../../components/Panel';
import { useTimes } from '../../components/useTimes';
import { isoUtc } from '../../format/times';

type Entry = AlarmHistory['entries'][number];
const kinds: Record<string, string> = { StateUpdate: 'State', ConfigurationUpdate: 'Settings', Action: 'Notification' };

export function AlarmHistoryTable({ path, name }: { path: string; name: string }) {
  const times = useTimes();
  const answer = useInfiniteQuery<AlarmHistory, ApiError>({
    queryKey: [`${path}/history`],
    queryFn: ({ pageParam, signal }) => get<AlarmHistory>(`${path}/history`, { after: pageParam as string | undefined, limit: 100 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const columns = useMemo<Column<Entry>[]>(
    () => [
      { id: 'at', header: 'When', cell: (one) => times.full(one.at), value: (one) => isoUtc(one.at), isOneLine: true },
      { id: 'kind', header: 'Kind', cell: (one) => kinds[one.kind] ?? one.kind, value: (one) => one.kind, minWidth: 110 },
      { id: 'summary', header: 'What happened', cell: (one) => one.summary, value: (one) => one.summary, minWidth: 300 },
    ],
    [times],
  );
  const entries = answer.data?.pages.flatMap((page) => page.entries);
  return (
    <AnswerState answer={{ data: entries, error: answer.error, refetch: answer.refetch, isFetching: answer.isFetching }}>
      {(data) => (
        <DataTable
          title="History"
          label={`History of ${name}`}
          items={data}
          columns={columns}
          id={(one) => String(one.id)}
          csv={csvName(['alarm', name])}
          empty={<Nothing title="Nothing has happened yet" />}
          actions={answer.hasNextPage ? <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>Load older</Button> : undefined}
        />
      )}
    </AnswerState>
  );
}
