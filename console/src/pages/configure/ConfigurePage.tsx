import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '../../api/session';
import type { MonitorSettings } from '../../api/types';
import { useApi, useSend } from '../../api/useApi';
import { Confirm } from '../../components/Confirm';
import { MonitorStatus } from '../../components/MonitorStatus';
import { Page } from '../../components/Page';
import { AnswerState } from '../../components/Panel';
import { useTimes } from '../../components/useTimes';
import { tell } from '../../shell/notices';
import { SettingsForm } from './SettingsForm';

export function ConfigurePage() {
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const times = useTimes();
  const isEditor = useMay('editor');
  const path = `/api/monitors/${encodeURIComponent(name)}`;
  const answer = useApi<MonitorSettings>(path, {}, { isLive: false });
  const [isDeleting, setIsDeleting] = useState(false);
  const change = useSend<MonitorSettings>((monitor) => tell('success', monitor.status === 'inactive' ? `${name} is switched off: it keeps what it has and measures nothing new.` : `${name} is switched on.`));
  const remove = useSend(() => {
    tell('success', `The monitor ${name} is deleted.`);
    void navigate('/monitors');
  });
  const monitor = answer.data;
  const isOff = monitor?.status === 'inactive';
  const mayChange = isEditor && monitor !== undefined;

  return (
    <Page
      title="Configure"
      tabTitle={`${name}, configure`}
      description={`What ${name} watches, and when it tells`}
      actions={
        mayChange && (
          <SpaceBetween direction="horizontal" size="xs">
            <Button loading={change.isPending} onClick={() => change.mutate({ method: 'PUT', path, body: { status: isOff ? 'active' : 'inactive' } }, { onError: (error) => tell('error', error.message) })}>{isOff ? 'Switch on' : 'Switch off'}</Button>
            <Button disabled={monitor.isDefault} onClick={() => setIsDeleting(true)}>Delete</Button>
          </SpaceBetween>
        )
      }
    >
      <AnswerState answer={answer}>
        {(data) => (
          <SpaceBetween size="l">
            {data.isDefault && (
              <Alert type="info" header="This monitor was made for you" action={isEditor && <Button onClick={() => void navigate('/monitors/create')}>Create monitor</Button>}>
                It watches every source with the usual thresholds. Change it to make it your own, or create one: the first takes its place.
              </Alert>
            )}
            <Container header={<Header variant="h2">Details</Header>}>
              <KeyValuePairs
                columns={4}
          minColumnWidth={150}
                items={[
                  { label: 'Status', value: <MonitorStatus monitor={data} /> },
                  { label: 'Created', value: times.full(data.createdAt) },
                  { label: 'Changed', value: times.full(data.modifiedAt) },
                  { label: 'Weighed in', value: data.weighedIn },
                  { label: 'ARN', value: <span className="iso-anywhere">{data.arn}</span> },
                ]}
              />
            </Container>
            <SettingsForm key={`${data.name} ${data.modifiedAt}`} monitor={data} path={path} mayChange={mayChange} />
          </SpaceBetween>
        )}
      </AnswerState>
      {isDeleting && (
        <Confirm title={`Delete ${name}?`} verb="Delete" isBusy={remove.isPending} error={remove.error} onClose={() => setIsDeleting(false)} onConfirm={() => remove.mutate({ method: 'DELETE', path })}>
          Its settings and health events go. The traffic records stay, for other monitors.
        </Confirm>
      )}
    </Page>
  );
}
