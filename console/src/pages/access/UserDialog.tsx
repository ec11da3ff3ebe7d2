import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { User } from '../../api/operationsTypes';
import type { Role } from '../../api/types';
import { useSend } from '../../api/useApi';
import { tell } from '../../shell/notices';

const roles: { value: Role; label: string; description: string }[] = [
  { value: 'viewer', label: 'Viewer', description: 'looks at everything and changes nothing' },
  { value: 'editor', label: 'Editor', description: 'also changes monitors, alarms, annotations, maintenance and events' },
  { value: 'admin', label: 'Admin', description: 'also users, keys and the sessions of others' },
];

export function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const [name, setName] = useState(user?.name ?? '');
  const [role, setRole] = useState<Role>(user?.role ?? 'viewer');
  const [password, setPassword] = useState('');
  const save = useSend(() => {
    tell('success', user ? `The user ${name} is changed; their sessions have ended.` : `The user ${name} may sign in.`);
    onClose();
  });
  const isReady = user ? password === '' || password.length >= 10 : name.trim() !== '' && password.length >= 10;
  const submit = () =>
    user
      ? save.mutate({ method: 'PUT', path: `/api/users/${encodeURIComponent(user.name)}`, body: { role, ...(password ? { password } : {}) } })
      : save.mutate({ method: 'POST', path: '/api/users', body: { name: name.trim(), role, password } });
  return (
    <Modal
      visible
      header={user ? user.name : 'Add a user'}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>Cancel</Button>
            <Button variant="primary" loading={save.isPending} disabled={!isReady} onClick={submit}>{user ? 'Save' : 'Add'}</Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={(event) => { event.preventDefault(); if (isReady) submit(); }}>
        <SpaceBetween size="m">
          {save.error && <Alert type="error">{save.error.message}</Alert>}
          {!user && <FormField label="Name"><Input value={name} autoComplete="off" spellcheck={false} onChange={({ detail }) => setName(detail.value)} /></FormField>}
          <FormField label="Role"><RadioGroup value={role} items={roles} onChange={({ detail }) => setRole(detail.value as Role)} /></FormField>
          <FormField label={user ? 'New password (optional)' : 'Password'} constraintText="At least 10 characters.">
            <Input value={password} type="password" autoComplete="new-password" onChange={({ detail }) => setPassword(detail.value)} />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
