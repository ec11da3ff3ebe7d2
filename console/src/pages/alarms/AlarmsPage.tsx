import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Alarm } from '../../api/operationsTypes';
import { useMay, useNow } from '../../api/session';
import { useApi } from '../../api/useApi';
import { csvName } from '../../components/csv';
import { DataTable, type Column } from '../../components/DataTable';
import { Page } from '../../components/Page';
import { AnswerState } from '../../components/Panel';
import { RefreshControl } from '../../components/RefreshControl';
import { RouteLink } from '../../components/RouteLink';
import { useTimes } from '../../components/useTimes';
import { duration, isoUtc } from '../../format/times';
import { AlarmState } from './AlarmState';
import { condition } from './words';

export function AlarmsPage() {
  const navigate = useNavigate();
  const isEditor = useMay('editor');
  const times = useTimes();
  const now = useNow();
  const answer = useApi<{ alarms: Alarm[] }>('/api/alarms');
  const create = isEditor && <Button variant="primary" onClick={() => void navigate('/alarms/create')}>Create alarm</Button>;
  const columns = useMemo<Column<Alarm>[]>(
    () => [
      { id: 'name', header: 'Alarm', cell: (one) => <RouteLink to={`/alarms/${encodeURIComponent(one.name)}`}>{one.name}</RouteLink>, value: (one) => one.name, minWidth: 160 },
      { id: 'state', header: 'State', cell: (one) => <AlarmState state={one.state} />, value: (one) => one.state, minWidth: 130 },
      { id: 'condition', header: 'Rings when', cell: condition, value: condition, minWidth: 320 },
      { id: 'since', header: 'Since', cell: (one) => <span title={times.full(one.stateSince)}>{duration(now() - one.stateSince)}</span>, value: (one) => isoUtc(one.stateSince), isOneLine: true },
      { id: 'actions', header: 'Tells', cell: (one) => (one.actionsEnabled ? `${one.alarmActions.length} ${one.alarmActions.length === 1 ? 'webhook' : 'webhooks'}` : 'nobody: switched off'), value: (one) => (one.actionsEnabled ? one.alarmActions.length : 0), minWidth: 140 },
    ],
    [times, now],
  );
  return (
    <Page title="Alarms" description="A score, a time or an amount of traffic that is watched against a threshold" actions={<SpaceBetween direction="horizontal" size="s"><RefreshControl />{create}</SpaceBetween>}>
      <AnswerState
        answer={answer}
        empty={(data) => (data.alarms.length ? null : { title: 'No alarm yet', text: 'An alarm rings when a metric of a monitor crosses a threshold, and tells a webhook.', action: create })}
      >
        {(data) => <DataTable label="Alarms" items={data.alarms} columns={columns} id={(one) => one.name} csv={csvName(['alarms'])} />}
      </AnswerState>
    </Page>
  );
}
