import type { ReactNode } from 'react';

/** As many columns as there is room for; on a phone one. */
export function Columns({ children, width = 'm' }: { children: ReactNode; width?: 's' | 'm' | 'l' }) {
  return <div className={`iso-columns is-${width}`}>{children}</div>;
}
