import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';
import type { Clock } from '../format/times';

export interface Preferences {
  mode: 'system' | 'light' | 'dark';
  density: 'comfortable' | 'compact';
  clock: Clock;
  /** Seconds between two refreshes; 0 is never, -1 as often as there is something new. */
  refresh: number;
}

const key = 'isobar.preferences';
const initial: Preferences = { mode: 'system', density: 'comfortable', clock: 'utc', refresh: -1 };
const systemDark = window.matchMedia?.('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let current = load();

function load(): Preferences {
  try {
    const stored: Partial<Preferences> = JSON.parse(localStorage.getItem(key) ?? '{}');
    return {
      mode: stored.mode === 'light' || stored.mode === 'dark' ? stored.mode : initial.mode,
      density: stored.density === 'compact' ? 'compact' : 'comfortable',
      clock: stored.clock === 'local' ? 'local' : 'utc',
      refresh: typeof stored.refresh === 'number' ? stored.refresh : initial.refresh,
    };
  } catch {
    return initial;
  }
}

export function isDark(): boolean {
  return current.mode === 'dark' || (current.mode === 'system' && Boolean(systemDark?.matches));
}

function apply() {
  applyMode(isDark() ? Mode.Dark : Mode.Light);
  applyDensity(current.density === 'compact' ? Density.Compact : Density.Comfortable);
  for (const listener of listeners) listener();
}

export function setPreferences(change: Partial<Preferences>) {
  current = { ...current, ...change };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing still works, until it is closed.
  }
  apply();
}

export function startPreferences() {
  systemDark?.addEventListener('change', () => {
    current = { ...current };
    apply();
  });
  apply();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}

export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}
