import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { lazy, Suspense, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { SessionProvider, useSessionState } from '../api/session';

const SignIn = lazy(async () => ({ default: (await import('../pages/signin/SignIn')).SignIn }));
const Welcome = lazy(async () => ({ default: (await import('../pages/signin/Welcome')).Welcome }));

const boot = (
  <div className="boot">
    <img src="/isobar.svg" alt="" width="40" height="40" />
    <p>Isobar is loading</p>
  </div>
);

/** Nobody sees the console who is not signed in. The address stays as it is, so that signing in leads back to it. */
export function Gate({ children }: { children: ReactNode }) {
  return (
    <SessionProvider
      loading={boot}
      failed={(error, retry) => (
        <main className="iso-signin">
          <Alert type="error" header="Isobar cannot be reached" action={<Button onClick={retry}>Try again</Button>}>
            {error.message}
          </Alert>
        </main>
      )}
    >
      <Signed>{children}</Signed>
    </SessionProvider>
  );
}

function Signed({ children }: { children: ReactNode }) {
  const { session } = useSessionState();
  const { pathname, hash } = useLocation();
  const isWelcome = pathname === '/welcome';
  // Whoever opens a link that was asked for on the server wants to use it, though they may be signed in as somebody else.
  const isByLink = isWelcome && session.setup.hasLink && hash.length > 1;
  if (session.user && !isByLink) return children;
  // Where a provider signs people in, most never see the one-time link.
  const isFirst = session.setup.isNeeded && (session.provider === null || isWelcome);
  return <Suspense fallback={boot}>{isFirst || isByLink ? <Welcome /> : <SignIn />}</Suspense>;
}
