import { Columns } from '../../components/Columns';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import type { LocalThreshold, Thresholds } from '../../api/types';

interface Props { value: Thresholds; onChange: (value: Thresholds) => void }

/** From which score on a health event begins: over everything, and at single places. */
export function ThresholdsForm({ value, onChange }: Props) {
  return (
    <Columns>
      <Side
        name="Availability"
        overall={value.availability}
        local={value.availabilityLocal}
        onOverall={(availability) => onChange({ ...value, availability })}
        onLocal={(availabilityLocal) => onChange({ ...value, availabilityLocal })}
      />
      <Side
        name="Performance"
        overall={value.performance}
        local={value.performanceLocal}
        onOverall={(performance) => onChange({ ...value, performance })}
        onLocal={(performanceLocal) => onChange({ ...value, performanceLocal })}
      />
    </Columns>
  );
}

interface SideProps { name: string; overall: number; local: LocalThreshold; onOverall: (value: number) => void; onLocal: (value: LocalThreshold) => void }

function Side({ name, overall, local, onOverall, onLocal }: SideProps) {
  return (
    <SpaceBetween size="m">
      <Percent label={`${name}, over all traffic`} description="An event begins when the score is at or below this." value={overall} onChange={onOverall} />
      <Toggle checked={local.isEnabled} onChange={({ detail }) => onLocal({ ...local, isEnabled: detail.checked })}>Also local {name.toLowerCase()} events</Toggle>
      {local.isEnabled && <Percent label={`${name}, at one place`} description="A local event begins when the score of one city-network is at or below this," value={local.score} onChange={(score) => onLocal({ ...local, score })} />}
      {local.isEnabled && <Percent label="Least share of the traffic" description="and the place has at least this share of all traffic." value={local.minTrafficImpact} onChange={(minTrafficImpact) => onLocal({ ...local, minTrafficImpact })} />}
    </SpaceBetween>
  );
}

function Percent({ label, description, value, onChange }: { label: string; description: string; value: number; onChange: (value: number) => void }) {
  const isWrong = !(value >= 0 && value <= 100);
  return (
    <FormField label={`${label} (%)`} description={description} errorText={isWrong ? 'From 0 to 100.' : undefined}>
      <Input value={Number.isNaN(value) ? '' : String(value)} type="number" inputMode="decimal" step={0.1} onChange={({ detail }) => onChange(detail.value === '' ? NaN : Number(detail.value))} />
    </FormField>
  );
}
