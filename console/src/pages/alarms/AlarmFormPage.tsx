import Button from '@cloudscape-design/components/button';
import { useNavigate, useParams } from 'react-router';
import type { Alarm, AlarmOptions } from '../../api/operationsTypes';
import { useApi } from '../../api/useApi';
import { OnlyEditors } from '../../components/OnlyEditors';
import { Page } from '../../components/Page';
import { AnswerState } from '../../components/Panel';
import { AlarmForm } from './AlarmForm';
import { draftOfAlarm, newAlarm } from './alarmDraft';

/** A new alarm, or one that is set up anew. */
export function AlarmFormPage() {
  const { name } = useParams();
  const navigate = useNavigate();
  const options = useApi<AlarmOptions>('/api/alarms/options', {}, { isLive: false });
  const alarms = useApi<{ alarms: Alarm[] }>('/api/alarms', {}, { isLive: false });
  const alarm = name === undefined ? null : alarms.data?.alarms.find((one) => one.name === name);
  const back = () => void navigate(name === undefined ? '/alarms' : `/alarms/${encodeURIComponent(name)}`);
  const data = options.data && alarms.data ? { options: options.data, alarm } : undefined;
  return (
    <Page title={name === undefined ? 'Create alarm' : `Edit ${name}`}>
      <OnlyEditors what="Setting up an alarm">
        <AnswerState
          answer={{ data, error: options.error ?? alarms.error, refetch: () => void options.refetch(), isFetching: options.isFetching }}
          empty={(both) => (both.alarm === undefined ? { title: `There is no alarm ${name}`, action: <Button onClick={back}>Back</Button> } : null)}
        >
          {(both) => <AlarmForm options={both.options} initial={both.alarm ? draftOfAlarm(both.alarm) : newAlarm(both.options)} isNew={name === undefined} onDone={back} />}
        </AnswerState>
      </OnlyEditors>
    </Page>
  );
}
