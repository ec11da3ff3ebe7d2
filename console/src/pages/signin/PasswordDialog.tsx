import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useSession } from '../../api/session';
import { useSend } from '../../api/useApi';
import { tell } from '../../shell/notices';

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const hasPassword = useSession().user?.hasPassword ?? true;
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useSend(() => {
    tell('success', 'Your password is changed. Your other sessions have ended.');
    onClose();
  });
  const save = () => change.mutate({ method: 'PUT', path: '/api/session/password', body: hasPassword ? { current, new: next } : { new: next } });
  return (
    <Modal
      visible
      header={hasPassword ? 'Change password' : 'Set a password'}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>Cancel</Button>
            <Button variant="primary" loading={change.isPending} disabled={next.length < 10} onClick={save}>Save</Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={(event) => { event.preventDefault(); if (next.length >= 10) save(); }}>
        <SpaceBetween size="m">
          {change.error && <Alert type="error">{change.error.message}</Alert>}
          {hasPassword && (
            <FormField label="Password now">
              <Input type="password" autoComplete="current-password" value={current} onChange={({ detail }) => setCurrent(detail.value)} />
            </FormField>
          )}
          <FormField label="New password" constraintText="At least 10 characters.">
            <Input type="password" autoComplete="new-password" value={next} onChange={({ detail }) => setNext(detail.value)} />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
