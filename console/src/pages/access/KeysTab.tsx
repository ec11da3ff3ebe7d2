import Button from '@cloudscape-design/components/button';
import { useMemo, useState } from 'react';
import type { AccessKey } from '../../api/operationsTypes';
import { useApi, useSend } from '../../api/useApi';
import { Confirm } from '../../components/Confirm';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { AnswerState, Nothing } from '../../components/Panel';
import { useTimes } from '../../components/useTimes';
import { isoUtc } from '../../format/times';
import { tell } from '../../shell/notices';
import { KeyDialog } from './KeyDialog';

export function KeysTab() {
  const answer = useApi<{ keys: AccessKey[] }>('/api/keys', {}, { isLive: false });
  const times = useTimes();
  const [isNew, setIsNew] = useState(false);
  const [doomed, setDoomed] = useState<AccessKey | null>(null);
  const remove = useSend(() => {
    tell('success', `The key ${doomed?.name} is deleted.`);
    setDoomed(null);
  });
  const columns = useMemo<Column<AccessKey>[]>(
    () => [
      { id: 'name', header: 'Key', cell: (one) => one.name, value: (one) => one.name, minWidth: 140 },
      { id: 'id', header: 'Key ID', cell: (one) => <code>{one.id}</code>, value: (one) => one.id, minWidth: 210 },
      { id: 'policy', header: 'May', cell: (one) => one.policy, value: (one) => one.policy, minWidth: 140 },
      { id: 'account', header: 'Account', cell: (one) => one.account, value: (one) => one.account },
      { id: 'created', header: 'Made', cell: (one) => times.full(one.createdAt), value: (one) => isoUtc(one.createdAt), isOneLine: true },
      { id: 'actions', header: 'Actions', cell: (one) => <Button variant="inline-icon" iconName="remove" ariaLabel={`Delete ${one.name}`} onClick={() => setDoomed(one)} /> },
    ],
    [times],
  );
  return (
    <>
      <AnswerState answer={answer}>
        {(data) => (
          <DataTable
            title="Access keys"
            label="Access keys"
            description="For the AWS CLI, SDKs, Terraform and scripts"
            items={data.keys}
            columns={columns}
            id={(one) => one.id}
            csv={csvName(['keys'])}
            actions={<Button variant="primary" onClick={() => setIsNew(true)}>Make a key</Button>}
            empty={<Nothing title="No access key yet" text="A key lets programs use the AWS-compatible API." />}
          />
        )}
      </AnswerState>
      {isNew && <KeyDialog onClose={() => setIsNew(false)} />}
      {doomed && (
        <Confirm title={`Delete the key ${doomed.name}?`} verb="Delete" isBusy={remove.isPending} error={remove.error} onClose={() => setDoomed(null)} onConfirm={() => remove.mutate({ method: 'DELETE', path: `/api/keys/${encodeURIComponent(doomed.id)}` })}>
          Programs that use it are refused at once.
        </Confirm>
      )}
    </>
  );
}
