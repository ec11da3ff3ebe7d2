import { useSyncExternalStore } from 'react';
import { useSession } from '../api/session';
import { usePreferences } from './preferences';

/** Charts that a reader points at hold still: they count here while they are pointed at. */
let held = 0;
const listeners = new Set<() => void>();

export function hold(isHeld: boolean) {
  held = Math.max(0, held + (isHeld ? 1 : -1));
  for (const listener of listeners) listener();
}

export function useIsHeld(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => held > 0,
  );
}

/** As often as there is something new: once a window, in the speed of the data's clock, but never more often than every ten seconds. */
export function automaticSeconds(windowSeconds: number, speed: number): number {
  return Math.min(60, Math.max(10, windowSeconds / Math.max(1, speed)));
}

export function useRefreshSeconds(): number {
  const { refresh } = usePreferences();
  const isHeld = useIsHeld();
  const session = useSession();
  if (isHeld) return 0;
  return refresh >= 0 ? refresh : automaticSeconds(session.windowSeconds, session.demo?.speed ?? 1);
}
