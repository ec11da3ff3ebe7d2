import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LocalThreshold, Resource } from '../../api/types';
import { useApi } from '../../api/useApi';
import { CoveragePreview } from '../monitor-form/CoveragePreview';
import type { Draft } from '../monitor-form/draft';

interface Props { draft: Draft; onEdit: (step: number) => void; steps: { details: number; coverage: number; thresholds: number; publishing: number } }

export function Review({ draft, onEdit, steps }: Props) {
  const resources = useApi<{ resources: Resource[] }>('/api/resources', {}, { isLive: false });
  const names = draft.resources.map((arn) => resources.data?.resources.find((one) => one.arn === arn)?.name ?? arn);
  const { thresholds } = draft;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2" actions={<Button ariaLabel="Edit name and resources" onClick={() => onEdit(steps.details)}>Edit</Button>}>Name and resources</Header>}>
        <KeyValuePairs columns={2} items={[{ label: 'Name', value: draft.name }, { label: 'Resources', value: names.join(', ') }]} />
      </Container>
      <Container header={<Header variant="h2" actions={<Button ariaLabel="Edit coverage" onClick={() => onEdit(steps.coverage)}>Edit</Button>}>Coverage: {draft.trafficPercentage}% of the traffic{draft.maximum ? `, at most ${draft.maximum} city-networks` : ''}</Header>}>
        <CoveragePreview draft={draft} />
      </Container>
      <Container header={<Header variant="h2" actions={<Button ariaLabel="Edit thresholds and tags" onClick={() => onEdit(steps.thresholds)}>Edit</Button>}>Thresholds and tags</Header>}>
        <KeyValuePairs
          columns={3}
          minColumnWidth={150}
          items={[
            { label: 'Availability', value: `${thresholds.availability}%; local: ${localText(thresholds.availabilityLocal)}` },
            { label: 'Performance', value: `${thresholds.performance}%; local: ${localText(thresholds.performanceLocal)}` },
            { label: 'Tags', value: draft.tags.map((tag) => `${tag.key}=${tag.value}`).join(', ') || 'none' },
          ]}
        />
      </Container>
      <Container header={<Header variant="h2" actions={<Button ariaLabel="Edit publishing" onClick={() => onEdit(steps.publishing)}>Edit</Button>}>Publishing</Header>}>
        {draft.delivery.isEnabled ? <KeyValuePairs columns={2} items={[{ label: 'Bucket', value: draft.delivery.bucket }, { label: 'Prefix', value: draft.delivery.prefix || 'none' }]} /> : 'Measurements are not delivered.'}
      </Container>
    </SpaceBetween>
  );
}

export function localText(local: LocalThreshold): string {
  return local.isEnabled ? `${local.score}% where a place has ${local.minTrafficImpact}% of the traffic` : 'off';
}
