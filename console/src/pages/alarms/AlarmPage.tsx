import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Alarm, AlarmOptions } from '../../api/operationsTypes';
import { useMay } from '../../api/session';
import { useApi, useSend } from '../../api/useApi';
import { Confirm } from '../../components/Confirm';
import { Page } from '../../components/Page';
import { AnswerState } from '../../components/Panel';
import { useTimes } from '../../components/useTimes';
import { tell } from '../../shell/notices';
import { AlarmHistoryTable } from './AlarmHistoryTable';
import { AlarmState } from './AlarmState';
import { condition, missingNames } from './words';

export function AlarmPage() {
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const isEditor = useMay('editor');
  const path = `/api/alarms/${encodeURIComponent(name)}`;
  const answer = useApi<{ alarms: Alarm[] }>('/api/alarms');
  const [isDeleting, setIsDeleting] = useState(false);
  const toggle = useSend();
  const remove = useSend(() => {
    tell('success', `The alarm ${name} is deleted.`);
    void navigate('/alarms');
  });
  const alarm = answer.data?.alarms.find((one) => one.name === name);
  return (
    <Page
      title={name}
      tabTitle={`${name}, alarm`}
      description={alarm?.description ?? undefined}
      actions={
        isEditor && alarm && (
          <SpaceBetween direction="horizontal" size="xs">
            {alarm.isSimple && <Button onClick={() => void navigate(`/alarms/${encodeURIComponent(name)}/edit`)}>Edit</Button>}
            <Button loading={toggle.isPending} onClick={() => toggle.mutate({ method: 'PUT', path: `${path}/actions`, body: { isEnabled: !alarm.actionsEnabled } }, { onError: (error) => tell('error', error.message) })}>
              {alarm.actionsEnabled ? 'Tell nobody' : 'Tell again'}
            </Button>
            <Button onClick={() => setIsDeleting(true)}>Delete</Button>
          </SpaceBetween>
        )
      }
    >
      <AnswerState answer={answer} empty={() => (alarm ? null : { title: `There is no alarm ${name}`, action: <Button onClick={() => void navigate('/alarms')}>All alarms</Button> })}>
        {() => alarm && (
          <SpaceBetween size="l">
            <Details alarm={alarm} />
            <AlarmHistoryTable path={path} name={name} />
          </SpaceBetween>
        )}
      </AnswerState>
      {isDeleting && (
        <Confirm title={`Delete ${name}?`} verb="Delete" isBusy={remove.isPending} error={remove.error} onClose={() => setIsDeleting(false)} onConfirm={() => remove.mutate({ method: 'DELETE', path })}>
          The alarm and its history go.
        </Confirm>
      )}
    </Page>
  );
}

function Details({ alarm }: { alarm: Alarm }) {
  const times = useTimes();
  const options = useApi<AlarmOptions>('/api/alarms/options', {}, { isLive: false });
  const names = (arns: string[]) => arns.map((arn) => options.data?.actions.find((one) => one.arn === arn)?.name ?? arn).join(', ') || 'nobody';
  return (
    <Container header={<Header variant="h2" description={alarm.reason ?? undefined}>State</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={3}
          minColumnWidth={150}
          items={[
            { label: 'State', value: <AlarmState state={alarm.state} /> },
            { label: 'Since', value: times.full(alarm.stateSince) },
            { label: 'Rings when', value: condition(alarm) },
            { label: 'When data are missing', value: missingNames[alarm.missingData ?? ''] ?? alarm.missingData ?? '–' },
            { label: 'Tells, in alarm', value: alarm.actionsEnabled ? names(alarm.alarmActions) : 'nobody: switched off' },
            { label: 'Tells, when it is over', value: names(alarm.okActions) },
          ]}
        />
        {!alarm.isSimple && <Box color="text-body-secondary">This alarm uses metric math. It is changed by the CloudWatch API.</Box>}
      </SpaceBetween>
    </Container>
  );
}
