import { useSyncExternalStore } from 'react';

let isDown = false;
const listeners = new Set<() => void>();

export function setServerIsDown(value: boolean) {
  if (value === isDown) return;
  isDown = value;
  for (const listener of listeners) listener();
}

export function useServerIsDown(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isDown,
  );
}
