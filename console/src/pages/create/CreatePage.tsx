import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Wizard from '@cloudscape-design/components/wizard';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/session';
import type { MonitorSettings } from '../../api/types';
import { useSend } from '../../api/useApi';
import { OnlyEditors } from '../../components/OnlyEditors';
import { Page } from '../../components/Page';
import { tell } from '../../shell/notices';
import { CoverageForm } from '../monitor-form/CoverageForm';
import { DeliveryForm } from '../monitor-form/DeliveryForm';
import { bodyOf, deliveryProblem, emptyDraft, maximumProblem, nameProblem, tagsProblem, thresholdsProblem, type Draft } from '../monitor-form/draft';
import { ResourcePicker } from '../monitor-form/ResourcePicker';
import { TagsForm } from '../monitor-form/TagsForm';
import { ThresholdsForm } from '../monitor-form/ThresholdsForm';
import { Review } from './Review';

const steps = { details: 0, coverage: 1, thresholds: 2, publishing: 3, review: 4 };

/** A new monitor in five steps, each with the usual values filled in. */
export function CreatePage() {
  const navigate = useNavigate();
  const mayCreate = useMay('editor');
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [step, setStep] = useState(0);
  const [isTried, setIsTried] = useState(false);
  const make = useSend<MonitorSettings>((monitor) => {
    tell('success', `The monitor ${monitor.name} is created. Its first scores appear about ten minutes after its first traffic.`);
    void navigate(`/monitors/${encodeURIComponent(monitor.name)}`);
  });
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const problem = problemOf(step, draft);

  useEffect(() => {
    document.title = 'Create monitor · Isobar';
  }, []);

  if (!mayCreate) return <Page title="Create monitor"><OnlyEditors what="Creating a monitor">{null}</OnlyEditors></Page>;
  return (
    <Wizard
      activeStepIndex={step}
      isLoadingNextStep={make.isPending}
      submitButtonText="Create monitor"
      allowSkipTo={!problem}
      i18nStrings={{
        stepNumberLabel: (number) => `Step ${number}`,
        collapsedStepsLabel: (number, all) => `Step ${number} of ${all}`,
        navigationAriaLabel: 'Steps',
        cancelButton: 'Cancel',
        previousButton: 'Back',
        nextButton: 'Next',
        optional: 'optional',
        skipToButtonLabel: (target) => `Skip to ${target.title.toLowerCase()}`,
      }}
      onCancel={() => void navigate('/monitors')}
      onNavigate={({ detail }) => {
        if (detail.requestedStepIndex > step && problem) {
          setIsTried(true);
          return;
        }
        setIsTried(false);
        setStep(detail.requestedStepIndex);
      }}
      onSubmit={() => make.mutate({ method: 'POST', path: '/api/monitors', body: { name: draft.name, ...bodyOf(draft) } })}
      steps={[
        {
          title: 'Name and resources',
          errorText: isTried && problem,
          content: (
            <SpaceBetween size="l">
              <Container header={<Header variant="h2">Name</Header>}>
                <FormField label="Name of the monitor" constraintText="Letters, digits, dots, hyphens and underscores. It cannot be changed later." errorText={isTried || draft.name ? nameProblem(draft.name) : undefined}>
                  <Input value={draft.name} spellcheck={false} onChange={({ detail }) => change({ name: detail.value })} />
                </FormField>
              </Container>
              <Container header={<Header variant="h2" description="What receives the traffic to be watched">What to watch</Header>}>
                <ResourcePicker chosen={draft.resources} onChange={(resources) => change({ resources })} />
              </Container>
            </SpaceBetween>
          ),
        },
        { title: 'How much of the traffic', errorText: isTried && problem, content: <Container header={<Header variant="h2">Coverage</Header>}><CoverageForm draft={draft} onChange={change} /></Container> },
        {
          title: 'Thresholds and tags',
          isOptional: true,
          errorText: isTried && problem,
          content: (
            <SpaceBetween size="l">
              <Container header={<Header variant="h2" description="When a health event begins. The values filled in are those of the AWS service.">Thresholds</Header>}><ThresholdsForm value={draft.thresholds} onChange={(thresholds) => change({ thresholds })} /></Container>
              <Container header={<Header variant="h2">Tags</Header>}><TagsForm tags={draft.tags} onChange={(tags) => change({ tags })} /></Container>
            </SpaceBetween>
          ),
        },
        {
          title: 'Publishing',
          isOptional: true,
          errorText: isTried && problem,
          content: <Container header={<Header variant="h2" description="Measurements as objects of the service's format">Delivery to a bucket</Header>}><DeliveryForm value={draft.delivery} onChange={(delivery) => change({ delivery })} /></Container>,
        },
        { title: 'Review and create', errorText: make.error?.message, content: <Review draft={draft} onEdit={setStep} steps={steps} /> },
      ]}
    />
  );
}

function problemOf(step: number, draft: Draft): string | null {
  if (step === steps.details) return nameProblem(draft.name) ?? (draft.resources.length ? null : 'Choose at least one resource.');
  if (step === steps.coverage) return maximumProblem(draft.maximum);
  if (step === steps.thresholds) return thresholdsProblem(draft.thresholds) ?? tagsProblem(draft.tags);
  if (step === steps.publishing) return deliveryProblem(draft.delivery);
  return null;
}
