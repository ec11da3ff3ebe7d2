import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import type { Bucket } from '../../api/types';
import { useApi } from '../../api/useApi';
import { Columns } from '../../components/Columns';
import type { DeliveryDraft } from './draft';

interface Props { value: DeliveryDraft; onChange: (value: DeliveryDraft) => void }

/** Whether measurements are delivered, and to which of the buckets that the server knows. */
export function DeliveryForm({ value, onChange }: Props) {
  const answer = useApi<{ buckets: Bucket[] }>('/api/buckets', {}, { isLive: false });
  const buckets = answer.data?.buckets ?? [];
  const isKnown = buckets.some((bucket) => bucket.name === value.bucket);
  const options = buckets.map((bucket) => ({ value: bucket.name, label: bucket.name, description: bucket.place }));
  // One that was set through the API stays, whether the server knows it or not.
  if (value.bucket && !isKnown) options.push({ value: value.bucket, label: value.bucket, description: 'not in isobar.json' });
  return (
    <SpaceBetween size="m">
      <Toggle checked={value.isEnabled} onChange={({ detail }) => onChange({ ...value, isEnabled: detail.checked })}>Deliver all measurements to a bucket, every five minutes</Toggle>
      {value.isEnabled && answer.data && buckets.length === 0 && <Alert type="info" header="The server has no bucket yet">{howToAdd}</Alert>}
      {value.isEnabled && answer.error && <Alert type="error">{answer.error.message}</Alert>}
      {value.isEnabled && options.length > 0 && (
        <Columns>
          <FormField label="Bucket" description="The buckets of isobar.json.">
            <Select
              placeholder="Choose a bucket"
              selectedOption={options.find((option) => option.value === value.bucket) ?? null}
              options={options}
              selectedAriaLabel="Selected"
              onChange={({ detail }) => onChange({ ...value, bucket: detail.selectedOption.value ?? '' })}
            />
          </FormField>
          <FormField label="Prefix (optional)" description="What the names of objects begin with, such as a folder.">
            <Input value={value.prefix} spellcheck={false} placeholder="none" onChange={({ detail }) => onChange({ ...value, prefix: detail.value })} />
          </FormField>
        </Columns>
      )}
      {value.isEnabled && buckets.length > 0 && <Box variant="small">Another bucket? {howToAdd}</Box>}
    </SpaceBetween>
  );
}

const howToAdd = (
  <>
    Add it to isobar.json, and the running server takes it over: <Box variant="code" display="inline">{'"buckets": { "measurements": { "folder": "/srv/measurements" } }'}</Box> for a folder, or{' '}
    <Box variant="code" display="inline">{'{ "endpoint": "https://s3.example.org", "accessKey": "…", "secretKey": "…" }'}</Box> for a store that speaks S3.
  </>
);
