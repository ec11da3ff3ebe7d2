import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import { useMemo } from 'react';
import { useMay } from '../../api/session';
import type { Annotation } from '../../api/types';
import { useApi, useSend } from '../../api/useApi';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { AnswerState, Nothing } from '../../components/Panel';
import { useTimes } from '../../components/useTimes';
import { isoUtc } from '../../format/times';
import { tell } from '../../shell/notices';

export function AnnotationsTable() {
  const answer = useApi<{ annotations: Annotation[] }>('/api/annotations', { from: 'now-365d', to: 'now' });
  const times = useTimes();
  const isEditor = useMay('editor');
  const remove = useSend();
  const { mutate } = remove;
  const columns = useMemo<Column<Annotation>[]>(
    () => [
      { id: 'text', header: 'What', cell: (one) => (one.link && /^https?:/.test(one.link) ? <Link href={one.link} external>{one.text}</Link> : one.text), value: (one) => one.text, minWidth: 220 },
      { id: 'kind', header: 'Kind', cell: (one) => one.kind, value: (one) => one.kind },
      { id: 'at', header: 'When', cell: (one) => times.full(one.at), value: (one) => isoUtc(one.at), isOneLine: true },
      { id: 'monitor', header: 'Monitor', cell: (one) => one.monitor ?? 'all', value: (one) => one.monitor ?? 'all' },
      { id: 'user', header: 'By', cell: (one) => one.user, value: (one) => one.user },
      ...(isEditor
        ? [{
            id: 'remove',
            header: 'Actions',
            cell: (one: Annotation) => <Button variant="inline-icon" iconName="remove" ariaLabel={`Delete ${one.text}`} onClick={() => mutate({ method: 'DELETE', path: `/api/annotations/${one.id}` }, { onError: (error) => tell('error', error.message) })} />,
          }]
        : []),
    ],
    [times, isEditor, mutate],
  );
  return (
    <AnswerState answer={answer}>
      {(data) => (
        <DataTable
          title="Annotations"
          label="Annotations"
          description="Deployments and the like, of the last year. A script can post them too: POST /api/annotations."
          items={data.annotations}
          columns={columns}
          id={(one) => String(one.id)}
          csv={csvName(['annotations'])}
          sort={{ id: 'at', isDescending: true }}
          empty={<Nothing title="No annotation yet" text="Mark a deployment, and every chart shows when it was." />}
        />
      )}
    </AnswerState>
  );
}
