import { useSyncExternalStore } from 'react';

export interface Notice { id: string; type: 'success' | 'error' | 'info'; text: string }

let notices: Notice[] = [];
let next = 1;
const listeners = new Set<() => void>();

function change(to: Notice[]) {
  notices = to;
  for (const listener of listeners) listener();
}

/** Tells the reader, above the page, what became of something they did. */
export function tell(type: Notice['type'], text: string) {
  const id = `notice-${next++}`;
  change([...notices.filter((one) => one.text !== text), { id, type, text }].slice(-3));
  if (type === 'success') setTimeout(() => dismiss(id), 8000);
}

export function dismiss(id: string) {
  change(notices.filter((one) => one.id !== id));
}

export function useNotices(): Notice[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
}
