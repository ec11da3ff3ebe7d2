import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'react-router';
import { send, type ApiError } from '../../api/client';
import { useSessionState } from '../../api/session';
import type { Session } from '../../api/types';
import { duration } from '../../format/times';
import { Frame } from './Frame';
import { PasswordForm } from './PasswordForm';
import { failureSentence, localPath, providerSignIn } from './provider';

export function SignIn() {
  const { session, replace, wasSignedIn, providerSignOut } = useSessionState();
  const { pathname, search, hash } = useLocation();
  const [params] = useSearchParams();
  const enter = useMutation<Session, ApiError, { name: string; password: string }>({ mutationFn: (who) => send<Session>('POST', '/api/session', who), onSuccess: replace });

  if (session.signIn === 'proxy') {
    return (
      <Frame title="Not signed in">
        <Box variant="p">The proxy in front of this server names who you are, and named nobody. Sign in there, then load this page again.</Box>
      </Frame>
    );
  }
  const { provider } = session;
  const isOwnPage = pathname === '/sign-in';
  const failure = isOwnPage && provider ? params.get('failure') : null;
  const sentence = provider && failureSentence(failure, provider.name);
  const to = isOwnPage ? localPath(params.get('to')) : pathname === '/welcome' ? '/' : `${pathname}${search}${hash}`;
  return (
    <Frame title="Sign in">
      <SpaceBetween size="m">
        {enter.error ? <Alert type="error">{failureText(enter.error)}</Alert> : sentence && <Alert type="error">{sentence}</Alert>}
        {pathname === '/welcome' && !enter.error && <Alert type="info">This link was used already, or is too old. Whoever used it can make accounts for others; whoever has the server can print another: isobar access link.</Alert>}
        {wasSignedIn && !enter.error && <Alert type="info">Your session has ended. Sign in to go on where you were.</Alert>}
        {provider && providerSignOut && !enter.error && (
          <Alert type="info" action={<Button href={providerSignOut}>Sign out there too</Button>}>
            You are signed out here. {provider.name} may still know you in this browser.
          </Alert>
        )}
        {provider && (
          <Button variant="primary" fullWidth href={providerSignIn(to, failure)}>
            Sign in with {provider.name}
          </Button>
        )}
        {provider && (
          <Box color="text-body-secondary">
            {session.setup.isNeeded
              ? 'Nobody has an account of this server yet: the one-time link that it printed when it started makes the first.'
              : 'or with an account of this server'}
          </Box>
        )}
        {!session.setup.isNeeded && <PasswordForm isBusy={enter.isPending} isPrimary={!provider} onSubmit={(name, password) => enter.mutate({ name, password })} />}
      </SpaceBetween>
    </Frame>
  );
}

function failureText(error: ApiError): string {
  return error.retryAfterSeconds ? `${error.message} Try again in ${duration(error.retryAfterSeconds)}.` : error.message;
}
