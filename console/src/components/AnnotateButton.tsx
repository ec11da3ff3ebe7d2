import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { memo, useState } from 'react';
import { useMay, useNow } from '../api/session';
import { useSend } from '../api/useApi';
import { parsePlain, plainDateTime, zoneName } from '../format/times';
import { tell } from '../shell/notices';
import { usePreferences } from '../state/preferences';

const kinds = [
  { value: 'deployment', label: 'Deployment' },
  { value: 'change', label: 'Change' },
  { value: 'incident', label: 'Incident' },
  { value: 'note', label: 'Note' },
];

/** Marks a time on every chart: something was deployed, changed, or is worth remembering. */
export const AnnotateButton = memo(function AnnotateButton({ monitor }: { monitor?: string }) {
  const [isOpen, setIsOpen] = useState(false);
  if (!useMay('editor')) return null;
  return (
    <>
      <Button iconName="add-plus" onClick={() => setIsOpen(true)}>Annotate</Button>
      {isOpen && <AnnotateDialog monitor={monitor} onClose={() => setIsOpen(false)} />}
    </>
  );
});

function AnnotateDialog({ monitor, onClose }: { monitor?: string; onClose: () => void }) {
  const { clock } = usePreferences();
  const now = useNow();
  const [text, setText] = useState('');
  const [kind, setKind] = useState('deployment');
  const [at, setAt] = useState(() => plainDateTime(now(), clock));
  const [isForAll, setIsForAll] = useState(!monitor);
  const seconds = parsePlain(at, clock);
  const make = useSend(() => {
    tell('success', 'The annotation is on the charts.');
    onClose();
  });
  const save = () => make.mutate({ method: 'POST', path: '/api/annotations', body: { text, kind, at: seconds, ...(isForAll || !monitor ? {} : { monitor }) } });
  return (
    <Modal
      visible
      header="Annotate"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>Cancel</Button>
            <Button variant="primary" loading={make.isPending} disabled={!text.trim() || seconds === null} onClick={save}>Annotate</Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {make.error && <Alert type="error">{make.error.message}</Alert>}
        <FormField label="What happened">
          <Input value={text} onChange={({ detail }) => setText(detail.value)} placeholder="shop 2.4.1" autoFocus />
        </FormField>
        <FormField label="Kind">
          <Select selectedOption={kinds.find((one) => one.value === kind)!} options={kinds} onChange={({ detail }) => setKind(detail.selectedOption.value!)} />
        </FormField>
        <FormField label={`When (${zoneName(clock)})`} errorText={seconds === null ? 'Write a time like 2026-11-28 10:00.' : undefined}>
          <Input value={at} onChange={({ detail }) => setAt(detail.value)} />
        </FormField>
        {monitor && (
          <FormField label="On the charts of">
            <Select
              selectedOption={isForAll ? { value: 'all', label: 'all monitors' } : { value: 'one', label: monitor }}
              options={[{ value: 'one', label: monitor }, { value: 'all', label: 'all monitors' }]}
              onChange={({ detail }) => setIsForAll(detail.selectedOption.value === 'all')}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Modal>
  );
}
