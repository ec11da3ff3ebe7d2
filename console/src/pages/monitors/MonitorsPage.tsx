import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/session';
import type { MonitorList, MonitorSummary } from '../../api/types';
import { useApi, useSend } from '../../api/useApi';
import { Confirm } from '../../components/Confirm';
import { Page } from '../../components/Page';
import { AnswerState, Nothing } from '../../components/Panel';
import { RefreshControl } from '../../components/RefreshControl';
import { tell } from '../../shell/notices';
import { MonitorsTable } from './MonitorsTable';

export function MonitorsPage() {
  const navigate = useNavigate();
  const isEditor = useMay('editor');
  const answer = useApi<MonitorList>('/api/monitors');
  const [doomed, setDoomed] = useState<MonitorSummary | null>(null);
  const remove = useSend(() => {
    tell('success', `The monitor ${doomed?.name} is deleted.`);
    setDoomed(null);
  });
  const change = useSend();
  const toggle = (monitor: MonitorSummary) =>
    change.mutate(
      { method: 'PUT', path: `/api/monitors/${encodeURIComponent(monitor.name)}`, body: { status: monitor.status === 'inactive' ? 'active' : 'inactive' } },
      { onError: (error) => tell('error', error.message) },
    );
  const create = isEditor && <Button variant="primary" onClick={() => void navigate('/monitors/create')}>Create monitor</Button>;

  return (
    <Page
      title="Monitors"
      description="Each watches the traffic of some of your resources"
      actions={<SpaceBetween direction="horizontal" size="s"><RefreshControl />{create}</SpaceBetween>}
    >
      <AnswerState
        answer={answer}
        empty={(data) =>
          data.monitors.length
            ? null
            : { title: 'No monitor yet', text: 'A monitor watches what you choose of your traffic and tells you when the internet between you and your clients gets worse.', action: create }
        }
      >
        {(data) => <MonitorsTable list={data} isEditor={isEditor} onToggle={toggle} onDelete={setDoomed} onEdit={(monitor) => void navigate(`/monitors/${encodeURIComponent(monitor.name)}/configure`)} />}
      </AnswerState>
      {answer.data?.monitors.length === 1 && answer.data.monitors[0].isDefault && isEditor && (
        <Nothing title="This monitor was made for you" text="It watches everything. The first one that you create takes its place." action={create} />
      )}
      {doomed && (
        <Confirm
          title={`Delete ${doomed.name}?`}
          verb="Delete"
          isBusy={remove.isPending}
          error={remove.error}
          onClose={() => setDoomed(null)}
          onConfirm={() => remove.mutate({ method: 'DELETE', path: `/api/monitors/${encodeURIComponent(doomed.name)}` })}
        >
          Its settings and health events go. The traffic records stay, for other monitors.
        </Confirm>
      )}
    </Page>
  );
}
