import { Columns } from '../../components/Columns';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import type { AlarmOptions } from '../../api/operationsTypes';
import { duration } from '../../format/times';
import type { AlarmDraft } from './alarmDraft';
import { comparisonNames, metricNames, missingNames, unitOf } from './words';

interface Props { draft: AlarmDraft; options: AlarmOptions; onChange: (part: Partial<AlarmDraft>) => void }

const periods = [300, 600, 900, 1800, 3600, 86400];
const wholeMonitor = { value: '', label: 'all of the monitor' };

export function ConditionFields({ draft, options, onChange }: Props) {
  const locations = options.monitors.find((one) => one.name === draft.monitor)?.locations ?? [];
  const named = (values: string[], names: Record<string, string> = {}) => values.map((value) => ({ value, label: names[value] ?? value }));
  return (
    <Columns width="s">
      <Choice label="Monitor" value={draft.monitor} options={named(options.monitors.map((one) => one.name))} onChange={(monitor) => onChange({ monitor, location: '' })} />
      <Choice label="Metric" value={draft.metric} options={named(options.metrics, metricNames)} onChange={(metric) => onChange({ metric })} />
      <Choice label="Service location" value={draft.location} options={[wholeMonitor, ...named(locations)]} onChange={(location) => onChange({ location })} />
      <Choice label="Is" value={draft.comparison} options={named(options.comparisons, comparisonNames)} onChange={(comparison) => onChange({ comparison })} />
      <FormField label={`Threshold (${unitOf(draft.metric)})`}><Input value={draft.threshold} type="number" inputMode="decimal" onChange={({ detail }) => onChange({ threshold: detail.value })} /></FormField>
      <Choice label="Statistic" value={draft.statistic} options={named(options.statistics)} onChange={(statistic) => onChange({ statistic })} />
      <Choice label="Period" value={String(draft.periodSeconds)} options={periods.map((one) => ({ value: String(one), label: duration(one) }))} onChange={(value) => onChange({ periodSeconds: Number(value) })} />
      <FormField label="Bad periods"><Input value={draft.datapointsToAlarm} type="number" inputMode="numeric" onChange={({ detail }) => onChange({ datapointsToAlarm: detail.value })} /></FormField>
      <FormField label="of so many"><Input value={draft.evaluationPeriods} type="number" inputMode="numeric" onChange={({ detail }) => onChange({ evaluationPeriods: detail.value })} /></FormField>
      <Choice label="When data are missing" value={draft.missingData} options={named(options.missingData, missingNames)} onChange={(missingData) => onChange({ missingData })} />
    </Columns>
  );
}

function Choice({ label, value, options, onChange }: { label: string; value: string; options: { value: string; label: string }[]; onChange: (value: string) => void }) {
  return (
    <FormField label={label}>
      <Select selectedOption={options.find((one) => one.value === value) ?? null} options={options} onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')} />
    </FormField>
  );
}
