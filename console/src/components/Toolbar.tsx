import type { ReactNode } from 'react';

/** Filter on the left where there is room, time and refresh on the right; on a phone one below the other. */
export function Toolbar({ filter, children }: { filter?: ReactNode; children: ReactNode }) {
  return (
    <div className="iso-row">
      <div className="iso-row-grow">{filter}</div>
      {children}
    </div>
  );
}
