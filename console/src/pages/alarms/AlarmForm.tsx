import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import type { AlarmOptions } from '../../api/operationsTypes';
import { useSend } from '../../api/useApi';
import { tell } from '../../shell/notices';
import { alarmBody, alarmProblem, type AlarmDraft } from './alarmDraft';
import { ConditionFields } from './ConditionFields';

interface Props { options: AlarmOptions; initial: AlarmDraft; isNew: boolean; onDone: () => void }

export function AlarmForm({ options, initial, isNew, onDone }: Props) {
  const [draft, setDraft] = useState(initial);
  const [isTried, setIsTried] = useState(false);
  const save = useSend(() => {
    tell('success', isNew ? `The alarm ${draft.name} watches from now on.` : `The alarm ${draft.name} is changed.`);
    onDone();
  });
  const change = (part: Partial<AlarmDraft>) => setDraft((old) => ({ ...old, ...part }));
  const problem = alarmProblem(draft);
  const submit = () => {
    setIsTried(true);
    if (problem) return;
    save.mutate({ method: isNew ? 'POST' : 'PUT', path: isNew ? '/api/alarms' : `/api/alarms/${encodeURIComponent(draft.name)}`, body: alarmBody(draft, isNew) });
  };
  return (
    <Form
      errorText={(isTried && problem) || save.error?.message}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={onDone}>Cancel</Button>
          <Button variant="primary" loading={save.isPending} onClick={submit}>{isNew ? 'Create alarm' : 'Save'}</Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">Name</Header>}>
          <SpaceBetween size="m">
            <FormField label="Name"><Input value={draft.name} disabled={!isNew} onChange={({ detail }) => change({ name: detail.value })} placeholder="shop-availability" /></FormField>
            <FormField label="Description (optional)"><Input value={draft.description} onChange={({ detail }) => change({ description: detail.value })} /></FormField>
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">Rings when</Header>}><ConditionFields draft={draft} options={options} onChange={change} /></Container>
        <Container header={<Header variant="h2">Tells</Header>}>
          <SpaceBetween size="m">
            {options.actions.length === 0 && <Alert type="info">No webhook is set up in the server's configuration: the alarm shows its state here and by the CloudWatch API, and tells nobody.</Alert>}
            <Toggle checked={draft.actionsEnabled} onChange={({ detail }) => change({ actionsEnabled: detail.checked })}>Tell somebody</Toggle>
            {draft.actionsEnabled && options.actions.length > 0 && (
              <SpaceBetween size="m">
                <Targets label="When it is in alarm" value={draft.alarmActions} options={options} onChange={(alarmActions) => change({ alarmActions })} />
                <Targets label="When it is over" value={draft.okActions} options={options} onChange={(okActions) => change({ okActions })} />
                <Targets label="When data are missing" value={draft.insufficientDataActions} options={options} onChange={(insufficientDataActions) => change({ insufficientDataActions })} />
              </SpaceBetween>
            )}
          </SpaceBetween>
        </Container>
      </SpaceBetween>
    </Form>
  );
}

function Targets({ label, value, options, onChange }: { label: string; value: string[]; options: AlarmOptions; onChange: (arns: string[]) => void }) {
  const all = options.actions.map((one) => ({ value: one.arn, label: one.name }));
  return (
    <FormField label={label}>
      <Multiselect selectedOptions={all.filter((one) => value.includes(one.value))} options={all} placeholder="nobody" onChange={({ detail }) => onChange(detail.selectedOptions.map((one) => one.value!))} />
    </FormField>
  );
}
