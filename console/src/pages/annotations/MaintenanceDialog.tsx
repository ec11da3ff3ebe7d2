import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNow } from '../../api/session';
import type { Resource } from '../../api/types';
import { useApi, useSend } from '../../api/useApi';
import { parsePlain, plainDateTime, zoneName } from '../../format/times';
import { tell } from '../../shell/notices';
import { usePreferences } from '../../state/preferences';

const everywhere = { value: '', label: 'all service locations' };

export function MaintenanceDialog({ onClose }: { onClose: () => void }) {
  const { clock } = usePreferences();
  const now = useNow();
  const resources = useApi<{ resources: Resource[] }>('/api/resources', {}, { isLive: false });
  const [text, setText] = useState('');
  const [from, setFrom] = useState(() => plainDateTime(now(), clock));
  const [to, setTo] = useState(() => plainDateTime(now() + 3600, clock));
  const [location, setLocation] = useState('');
  const start = parsePlain(from, clock);
  const end = parsePlain(to, clock);
  const make = useSend(() => {
    tell('success', 'The maintenance window is set.');
    onClose();
  });
  const names = [...new Set((resources.data?.resources ?? []).flatMap((one) => one.locations.map((place) => place.name)))].sort();
  const options = [everywhere, ...names.map((name) => ({ value: name, label: name }))];
  const save = () => make.mutate({ method: 'POST', path: '/api/maintenance', body: { text, from: start, to: end, ...(location ? { location } : {}) } });
  const wrong = (at: number | null) => (at === null ? 'Write a time like 2026-11-28 10:00.' : undefined);
  return (
    <Modal
      visible
      header="Maintenance window"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>Cancel</Button>
            <Button variant="primary" loading={make.isPending} disabled={!text.trim() || start === null || end === null || end <= start} onClick={save}>Add the window</Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {make.error && <Alert type="error">{make.error.message}</Alert>}
        <FormField label="What is done"><Input value={text} onChange={({ detail }) => setText(detail.value)} placeholder="router swap" /></FormField>
        <FormField label={`From (${zoneName(clock)})`} errorText={wrong(start)}><Input value={from} onChange={({ detail }) => setFrom(detail.value)} /></FormField>
        <FormField label={`To (${zoneName(clock)})`} errorText={wrong(end) ?? (start !== null && end !== null && end <= start ? 'The end must be after the start.' : undefined)}><Input value={to} onChange={({ detail }) => setTo(detail.value)} /></FormField>
        <FormField label="Where">
          <Select selectedOption={options.find((one) => one.value === location) ?? everywhere} options={options} onChange={({ detail }) => setLocation(detail.selectedOption.value ?? '')} />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
