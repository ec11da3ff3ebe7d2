import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { get, send, setCsrfToken, whenSignInIsNeeded, type ApiError } from './client';
import type { Role, Session } from './types';

interface Value {
  session: Session;
  receivedAt: number;
  replace: (session: Session) => void;
  forget: (providerSignOut: string | null) => void;
  wasSignedIn: boolean;
  /** Where somebody who has just signed out here signs out of their provider too. */
  providerSignOut: string | null;
}

const Context = createContext<Value | null>(null);
const path = '/api/session';

interface Props { children: ReactNode; loading: ReactNode; failed: (error: ApiError, retry: () => void) => ReactNode }

/** Who is signed in, what the server is, and what time its data have. */
export function SessionProvider({ children, loading, failed }: Props) {
  const client = useQueryClient();
  const answer = useQuery<Session, ApiError>({ queryKey: [path], queryFn: ({ signal }) => get<Session>(path, undefined, signal), refetchInterval: 60_000 });
  const wasSignedIn = useRef(false);
  const [providerSignOut, setProviderSignOut] = useState<string | null>(null);
  const session = answer.data;
  setCsrfToken(session?.user?.csrfToken ?? null);
  if (session?.user) wasSignedIn.current = true;

  useEffect(() => whenSignInIsNeeded(() => void client.invalidateQueries({ queryKey: [path] })), [client]);

  const replace = useCallback(
    (next: Session) => {
      setCsrfToken(next.user?.csrfToken ?? null);
      setProviderSignOut(null);
      client.setQueryData([path], next);
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== path });
    },
    [client],
  );
  const forget = useCallback((there: string | null) => {
    setProviderSignOut(there);
    wasSignedIn.current = false;
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== path });
    void client.invalidateQueries({ queryKey: [path] });
  }, [client]);

  const value = useMemo(
    () => (session ? { session, receivedAt: answer.dataUpdatedAt, replace, forget, wasSignedIn: wasSignedIn.current, providerSignOut } : null),
    [session, answer.dataUpdatedAt, replace, forget, providerSignOut],
  );
  if (!value) return answer.error ? failed(answer.error, () => void answer.refetch()) : loading;
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useSessionState(): Value {
  const value = useContext(Context);
  if (!value) throw new Error('A part that needs the session stands outside of it');
  return value;
}

export function useSession(): Session {
  return useSessionState().session;
}

const ranks: Record<Role, number> = { viewer: 0, editor: 1, admin: 2 };

export function useMay(role: Role): boolean {
  const user = useSession().user;
  return user !== null && ranks[user.role] >= ranks[role];
}

/** The time of the data now, in Unix seconds. A demo's clock runs faster than ours. */
export function useNow(): () => number {
  const { session, receivedAt } = useSessionState();
  return useCallback(() => Math.floor(session.now + ((Date.now() - receivedAt) / 1000) * (session.demo?.speed ?? 1)), [session, receivedAt]);
}

export function useSignOut() {
  const { forget } = useSessionState();
  return useCallback(async () => {
    forget((await send<{ providerSignOut: string | null }>('DELETE', path)).providerSignOut);
  }, [forget]);
}
