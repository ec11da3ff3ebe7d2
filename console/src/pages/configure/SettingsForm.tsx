import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { MonitorSettings } from '../../api/types';
import { useSend } from '../../api/useApi';
import { tell } from '../../shell/notices';
import { localText } from '../create/Review';
import { DeliveryStatus } from './DeliveryStatus';
import { CoverageForm } from '../monitor-form/CoverageForm';
import { CoveragePreview } from '../monitor-form/CoveragePreview';
import { DeliveryForm } from '../monitor-form/DeliveryForm';
import { bodyOf, deliveryProblem, draftOf, maximumProblem, tagsProblem, thresholdsProblem, type Draft } from '../monitor-form/draft';
import { ResourcePicker } from '../monitor-form/ResourcePicker';
import { TagsForm } from '../monitor-form/TagsForm';
import { ThresholdsForm } from '../monitor-form/ThresholdsForm';

interface Props { monitor: MonitorSettings; path: string; mayChange: boolean }

export function SettingsForm({ monitor, path, mayChange }: Props) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(monitor));
  const save = useSend<MonitorSettings>(() => tell('success', 'The settings are saved. They hold from the next window on.'));
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  if (!mayChange) return <ReadOnly draft={draft} monitor={monitor} />;
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(monitor));
  const problem = maximumProblem(draft.maximum) ?? thresholdsProblem(draft.thresholds) ?? tagsProblem(draft.tags) ?? deliveryProblem(draft.delivery) ?? (draft.resources.length ? null : 'Choose at least one resource.');
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2" description="What receives the traffic to be watched">What to watch</Header>}><ResourcePicker chosen={draft.resources} onChange={(resources) => change({ resources })} /></Container>
      <Container header={<Header variant="h2" description="Try shares of the traffic; nothing changes before you save">Coverage explorer</Header>}><CoverageForm draft={draft} onChange={change} /></Container>
      <Container header={<Header variant="h2" description="When a health event begins">Thresholds</Header>}><ThresholdsForm value={draft.thresholds} onChange={(thresholds) => change({ thresholds })} /></Container>
      <Container header={<Header variant="h2" description="Measurements as objects of the service's format">Publishing</Header>}>
        <SpaceBetween size="l"><DeliveryStatus delivery={monitor.delivery} /><DeliveryForm value={draft.delivery} onChange={(delivery) => change({ delivery })} /></SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Tags</Header>}><TagsForm tags={draft.tags} onChange={(tags) => change({ tags })} /></Container>
      {(save.error || problem) && <Alert type="error">{problem ?? save.error?.message}</Alert>}
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" disabled={!isChanged} onClick={() => setDraft(draftOf(monitor))}>Undo changes</Button>
          <Button variant="primary" disabled={!isChanged || problem !== null} loading={save.isPending} onClick={() => save.mutate({ method: 'PUT', path, body: bodyOf(draft, monitor.maximumCityNetworks !== null) })}>Save</Button>
        </SpaceBetween>
      </Box>
    </SpaceBetween>
  );
}

function ReadOnly({ draft, monitor }: { draft: Draft; monitor: MonitorSettings }) {
  const { thresholds } = draft;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Settings</Header>}>
        <KeyValuePairs
          columns={3}
          minColumnWidth={150}
          items={[
            { label: 'Resources', value: monitor.resources.map((one) => `${one.name} (${one.kindName})`).join(', ') || 'none' },
            { label: 'Share of the traffic', value: `${draft.trafficPercentage}%` },
            { label: 'City-networks at most', value: draft.maximum || 'no cap' },
            { label: 'Availability', value: `${thresholds.availability}%; local: ${localText(thresholds.availabilityLocal)}` },
            { label: 'Performance', value: `${thresholds.performance}%; local: ${localText(thresholds.performanceLocal)}` },
            { label: 'Tags', value: draft.tags.map((tag) => `${tag.key}=${tag.value}`).join(', ') || 'none' },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">Publishing</Header>}>{monitor.delivery?.isEnabled ? <DeliveryStatus delivery={monitor.delivery} /> : 'Measurements are not delivered.'}</Container>
      <Container header={<Header variant="h2">Coverage explorer</Header>}><CoveragePreview draft={draft} /></Container>
    </SpaceBetween>
  );
}
