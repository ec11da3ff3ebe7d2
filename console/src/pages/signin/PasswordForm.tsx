import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';

interface Props { isBusy: boolean; isPrimary: boolean; onSubmit: (name: string, password: string) => void }

/** Name and password of a user of this server. */
export function PasswordForm({ isBusy, isPrimary, onSubmit }: Props) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(name, password);
  };
  return (
    <form onSubmit={submit}>
      <SpaceBetween size="m">
        <FormField label="Name">
          <Input value={name} onChange={({ detail }) => setName(detail.value)} autoComplete="username" autoFocus={isPrimary} name="name" spellcheck={false} />
        </FormField>
        <FormField label="Password">
          <Input value={password} onChange={({ detail }) => setPassword(detail.value)} type="password" autoComplete="current-password" name="password" />
        </FormField>
        <Button variant={isPrimary ? 'primary' : 'normal'} formAction="submit" loading={isBusy} disabled={!name}>Sign in</Button>
      </SpaceBetween>
    </form>
  );
}
