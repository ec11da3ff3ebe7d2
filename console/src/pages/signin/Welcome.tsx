import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { send, type ApiError } from '../../api/client';
import { useSessionState } from '../../api/session';
import type { Session } from '../../api/types';
import { Frame } from './Frame';

const leastLength = 10;
const demoText = 'This is a demo with made-up traffic. Look around at once, or make an account.';
const firstText = 'Make the first account. It may do everything, also make accounts for others.';
const linkText = 'This link makes an account that may do everything. With the name of an account of this server, that one gets the password you choose here.';

/** The first user, by the link that the server printed when it started; or a new administrator, by one that was asked for on the server later. */
export function Welcome() {
  const { session, replace } = useSessionState();
  const { hash } = useLocation();
  const navigate = useNavigate();
  const token = hash.slice(1);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const { isNeeded, isPasswordOptional } = session.setup;
  const isOptional = isNeeded && isPasswordOptional;
  const make = useMutation<Session, ApiError, { name?: string; password?: string }>({
    mutationFn: (user) => send<Session>('POST', '/api/setup', { token, ...user }),
    onSuccess: (answer) => {
      replace(answer);
      void navigate('/', { replace: true });
    },
  });

  if (!token) {
    return (
      <Frame title="Welcome">
        <SpaceBetween size="s">
          <Box variant="p">Nobody has an account here yet. Open the one-time link that the server printed when it started: it looks like</Box>
          <pre className="iso-pre">{`${window.location.origin}/welcome#…`}</pre>
          <Box variant="p">With it you become the first user. A new link is printed at each start until somebody has used one.</Box>
        </SpaceBetween>
      </Frame>
    );
  }
  const isTooShort = password.length > 0 && password.length < leastLength;
  const isDifferent = again.length > 0 && again !== password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ name, password });
  };
  return (
    <Frame title="Welcome" description={isOptional ? demoText : isNeeded ? firstText : linkText}>
      <form onSubmit={submit}>
        <SpaceBetween size="m">
          {make.error && <Alert type="error">{make.error.message}</Alert>}
          {isOptional && <Button variant="primary" formAction="none" loading={make.isPending} onClick={() => make.mutate({})}>Look around the demo</Button>}
          {isOptional && <Box color="text-body-secondary">or</Box>}
          <FormField label="Name">
            <Input value={name} onChange={({ detail }) => setName(detail.value)} autoComplete="username" spellcheck={false} />
          </FormField>
          <FormField label="Password" constraintText={`At least ${leastLength} characters.`} errorText={isTooShort ? `At least ${leastLength} characters.` : undefined}>
            <Input value={password} onChange={({ detail }) => setPassword(detail.value)} type="password" autoComplete="new-password" />
          </FormField>
          <FormField label="Password again" errorText={isDifferent ? 'This is not the same password.' : undefined}>
            <Input value={again} onChange={({ detail }) => setAgain(detail.value)} type="password" autoComplete="new-password" />
          </FormField>
          <Button variant={isOptional ? 'normal' : 'primary'} formAction="submit" loading={make.isPending} disabled={!name || password.length < leastLength || again !== password}>
            {isNeeded ? 'Make the account' : 'Go on with this account'}
          </Button>
        </SpaceBetween>
      </form>
    </Frame>
  );
}
