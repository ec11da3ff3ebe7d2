import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import { useMemo } from 'react';
import type { SessionEntry } from '../../api/operationsTypes';
import { useApi, useSend } from '../../api/useApi';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { AnswerState } from '../../components/Panel';
import { useTimes } from '../../components/useTimes';
import { isoUtc } from '../../format/times';
import { tell } from '../../shell/notices';

export function SessionsTab() {
  const answer = useApi<{ sessions: SessionEntry[] }>('/api/sessions', {}, { isLive: false });
  const times = useTimes();
  const { mutate } = useSend(() => tell('success', 'The session has ended.'));
  const columns = useMemo<Column<SessionEntry>[]>(
    () => [
      { id: 'user', header: 'User', cell: (one) => <span className="iso-row">{one.user}{one.isCurrent && <Badge color="green">this one</Badge>}</span>, value: (one) => one.user, minWidth: 150 },
      { id: 'browser', header: 'Browser', cell: (one) => <span title={one.userAgent}>{browserOf(one.userAgent)}</span>, value: (one) => one.userAgent, minWidth: 160 },
      { id: 'address', header: 'From', cell: (one) => one.address, value: (one) => one.address, minWidth: 120 },
      { id: 'seen', header: 'Last seen', cell: (one) => times.full(one.lastSeenAt), value: (one) => isoUtc(one.lastSeenAt), isOneLine: true },
      { id: 'created', header: 'Signed in', cell: (one) => times.full(one.createdAt), value: (one) => isoUtc(one.createdAt), isOneLine: true },
      { id: 'expires', header: 'Ends', cell: (one) => times.full(one.expiresAt), value: (one) => isoUtc(one.expiresAt), isOneLine: true },
      {
        id: 'actions',
        header: 'Actions',
        cell: (one) => <Button variant="inline-link" ariaLabel={`End the session of ${one.user} from ${one.address}`} onClick={() => mutate({ method: 'DELETE', path: `/api/sessions/${encodeURIComponent(one.id)}` }, { onError: (error) => tell('error', error.message) })}>End</Button>,
      },
    ],
    [times, mutate],
  );
  return (
    <AnswerState answer={answer}>
      {(data) => <DataTable title="Sessions" label="Sessions" items={data.sessions} columns={columns} id={(one) => one.id} csv={csvName(['sessions'])} sort={{ id: 'seen', isDescending: true }} />}
    </AnswerState>
  );
}

/** `Firefox on Linux` out of what a browser says about itself; the whole of it is in the title. */
export function browserOf(userAgent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent.replace(/HeadlessChrome/, 'Chrome'))?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera' };
  if (!browser) return userAgent.slice(0, 40) || 'unknown';
  return `${names[browser] ?? browser}${system ? ` on ${system.replace('Mac OS X', 'macOS')}` : ''}`;
}
