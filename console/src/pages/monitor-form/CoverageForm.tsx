import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Slider from '@cloudscape-design/components/slider';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { maximumProblem, type Draft } from './draft';
import { CoveragePreview } from './CoveragePreview';

interface Props { draft: Draft; onChange: (change: Partial<Draft>) => void }

/** How much of the traffic to watch, and what that covers. */
export function CoverageForm({ draft, onChange }: Props) {
  return (
    <SpaceBetween size="l">
      <FormField label={`Share of the traffic to watch: ${draft.trafficPercentage}%`} description="The city-networks with the most traffic are watched until their traffic makes up this share.">
        <Slider value={draft.trafficPercentage} min={1} max={100} ariaLabel="Share of the traffic" valueFormatter={(value) => `${value}%`} onChange={({ detail }) => onChange({ trafficPercentage: detail.value })} />
      </FormField>
      <FormField label="At most so many city-networks (optional)" description="Caps the number whatever the share. Left empty: no cap." errorText={maximumProblem(draft.maximum)}>
        <Input value={draft.maximum} type="number" inputMode="numeric" placeholder="no cap" onChange={({ detail }) => onChange({ maximum: detail.value })} />
      </FormField>
      <CoveragePreview draft={draft} />
    </SpaceBetween>
  );
}
