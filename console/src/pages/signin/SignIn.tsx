import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'react-router';
import { send, type ApiError } from '../../api/client';
import { useSessionState } from '../../api/session';
import type { Session } from '../../api/types';
import { duration } from '../../format/times';
import { Frame } from './Frame';

export function SignIn() {
  const { session, replace, wasSignedIn } = useSessionState();
  const { pathname } = useLocation();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation<Session, ApiError>({ mutationFn: () => send<Session>('POST', '/api/session', { name, password }), onSuccess: replace });

  if (session.signIn === 'proxy') {
    return (
      <Frame title="Not signed in">
        <Box variant="p">The proxy in front of this server names who you are, and named nobody. Sign in there, then load this page again.</Box>
      </Frame>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <Frame title="Sign in">
      <form onSubmit={submit}>
        <SpaceBetween size="m">
          {pathname === '/welcome' && !enter.error && <Alert type="info">This link was used already. Whoever used it can make accounts for others.</Alert>}
          {wasSignedIn && !enter.error && <Alert type="info">Your session has ended. Sign in to go on where you were.</Alert>}
          {enter.error && <Alert type="error">{failureText(enter.error)}</Alert>}
          <FormField label="Name">
            <Input value={name} onChange={({ detail }) => setName(detail.value)} autoComplete="username" autoFocus name="name" spellcheck={false} />
          </FormField>
          <FormField label="Password">
            <Input value={password} onChange={({ detail }) => setPassword(detail.value)} type="password" autoComplete="current-password" name="password" />
          </FormField>
          <Button variant="primary" formAction="submit" loading={enter.isPending} disabled={!name}>Sign in</Button>
        </SpaceBetween>
      </form>
    </Frame>
  );
}

function failureText(error: ApiError): string {
  return error.retryAfterSeconds ? `${error.message} Try again in ${duration(error.retryAfterSeconds)}.` : error.message;
}
