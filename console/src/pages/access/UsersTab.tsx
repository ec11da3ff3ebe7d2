import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMemo, useState } from 'react';
import type { User } from '../../api/operationsTypes';
import { useNow, useSession } from '../../api/session';
import { useApi, useSend } from '../../api/useApi';
import { Confirm } from '../../components/Confirm';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { AnswerState } from '../../components/Panel';
import { useTimes } from '../../components/useTimes';
import { isoUtc } from '../../format/times';
import { tell } from '../../shell/notices';
import { UserDialog } from './UserDialog';

export function UsersTab() {
  const answer = useApi<{ users: User[] }>('/api/users', {}, { isLive: false });
  const me = useSession().user?.name;
  const times = useTimes();
  const now = useNow();
  const [edited, setEdited] = useState<User | 'new' | null>(null);
  const [doomed, setDoomed] = useState<User | null>(null);
  const { mutate } = useSend();
  const remove = useSend(() => {
    tell('success', `The user ${doomed?.name} is deleted.`);
    setDoomed(null);
  });
  const columns = useMemo<Column<User>[]>(
    () => [
      { id: 'name', header: 'User', cell: (one) => <span className="iso-row">{one.name}{one.name === me && <Badge>you</Badge>}</span>, value: (one) => one.name, minWidth: 140 },
      { id: 'role', header: 'Role', cell: (one) => one.role, value: (one) => one.role },
      { id: 'state', header: 'State', cell: (one) => <UserState user={one} now={now()} />, value: (one) => (one.isDisabled ? 'disabled' : 'active'), minWidth: 130 },
      { id: 'last', header: 'Last signed in', cell: (one) => times.full(one.lastSignInAt), value: (one) => (one.lastSignInAt ? isoUtc(one.lastSignInAt) : null), isOneLine: true },
      { id: 'created', header: 'Made', cell: (one) => times.full(one.createdAt), value: (one) => isoUtc(one.createdAt), isOneLine: true },
      {
        id: 'actions',
        header: 'Actions',
        minWidth: 90,
        cell: (one) => (
          <ButtonDropdown
            variant="icon"
            expandToViewport
            ariaLabel={`Actions on ${one.name}`}
            items={[...(one.provider ? [] : [{ id: 'edit', text: 'Role and password' }]), { id: 'disable', text: one.isDisabled ? 'Let in again' : 'Lock out' }, { id: 'delete', text: 'Delete' }]}
            onItemClick={({ detail }) => {
              if (detail.id === 'edit') setEdited(one);
              else if (detail.id === 'delete') setDoomed(one);
              else mutate({ method: 'PUT', path: `/api/users/${encodeURIComponent(one.name)}`, body: { isDisabled: !one.isDisabled } }, { onError: (error) => tell('error', error.message) });
            }}
          />
        ),
      },
    ],
    [me, times, now, mutate],
  );
  return (
    <>
      <AnswerState answer={answer}>
        {(data) => <DataTable title="Users" label="Users" items={data.users} columns={columns} id={(one) => one.name} csv={csvName(['users'])} actions={<Button variant="primary" onClick={() => setEdited('new')}>Add a user</Button>} />}
      </AnswerState>
      {edited && <UserDialog user={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {doomed && (
        <Confirm title={`Delete ${doomed.name}?`} verb="Delete" isBusy={remove.isPending} error={remove.error} onClose={() => setDoomed(null)} onConfirm={() => remove.mutate({ method: 'DELETE', path: `/api/users/${encodeURIComponent(doomed.name)}` })}>
          The account and its sessions end at once.{doomed.provider && ' Whom the provider still lets in can come back: lock them out instead.'}
        </Confirm>
      )}
    </>
  );
}

function UserState({ user, now }: { user: User; now: number }) {
  if (user.isDisabled) return <StatusIndicator type="stopped">Locked out</StatusIndicator>;
  if (user.lockedUntil && user.lockedUntil > now) return <StatusIndicator type="warning">Too many wrong passwords</StatusIndicator>;
  if (user.provider) return <StatusIndicator type="success">Signs in with {new URL(user.provider).host}</StatusIndicator>;
  return user.hasPassword ? <StatusIndicator type="success">Active</StatusIndicator> : <StatusIndicator type="info">No password</StatusIndicator>;
}
