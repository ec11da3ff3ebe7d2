import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { AccessKey } from '../../api/operationsTypes';
import { useSend } from '../../api/useApi';

const policies = [
  { value: 'read-only', label: 'Read only', description: 'what a viewer may' },
  { value: 'full', label: 'Full', description: 'what an editor may' },
  { value: 'actions', label: 'Only certain actions', description: 'named one by one' },
];

/** Makes a key and shows its secret, this once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [policy, setPolicy] = useState('read-only');
  const [actions, setActions] = useState('');
  const [made, setMade] = useState<AccessKey | null>(null);
  const make = useSend<AccessKey>(setMade);
  const submit = () => make.mutate({ method: 'POST', path: '/api/keys', body: { name: name.trim(), policy: policy === 'actions' ? actions.replace(/\s+/g, '') : policy } });
  const isReady = name.trim() !== '' && (policy !== 'actions' || actions.trim() !== '');
  return (
    <Modal
      visible
      header={made ? `Key ${made.name}` : 'Make a key'}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          {made ? (
            <Button variant="primary" onClick={onClose}>I have kept it</Button>
          ) : (
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={onClose}>Cancel</Button>
              <Button variant="primary" disabled={!isReady} loading={make.isPending} onClick={submit}>Make</Button>
            </SpaceBetween>
          )}
        </Box>
      }
    >
      {made ? (
        <SpaceBetween size="m">
          <Alert type="warning">The secret is shown only now. Keep it where secrets are kept.</Alert>
          <KeyValuePairs
            items={[
              { label: 'Key ID', value: <CopyToClipboard variant="inline" textToCopy={made.id} copyButtonAriaLabel="Copy the key ID" copySuccessText="Copied" copyErrorText="Could not be copied" /> },
              { label: 'Secret', value: <CopyToClipboard variant="inline" textToCopy={made.secret ?? ''} copyButtonAriaLabel="Copy the secret" copySuccessText="Copied" copyErrorText="Could not be copied" /> },
            ]}
          />
        </SpaceBetween>
      ) : (
        <SpaceBetween size="m">
          {make.error && <Alert type="error">{make.error.message}</Alert>}
          <FormField label="Name" description="What it is for."><Input value={name} onChange={({ detail }) => setName(detail.value)} placeholder="ci" /></FormField>
          <FormField label="It may"><Select selectedOption={policies.find((one) => one.value === policy)!} options={policies} onChange={({ detail }) => setPolicy(detail.selectedOption.value!)} /></FormField>
          {policy === 'actions' && (
            <FormField label="Actions" description="Parted by commas, e.g. internetmonitor:CreateAnnotation, internetmonitor:GetMonitor."><Input value={actions} onChange={({ detail }) => setActions(detail.value)} /></FormField>
          )}
        </SpaceBetween>
      )}
    </Modal>
  );
}
