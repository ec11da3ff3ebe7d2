import type { ReactNode } from 'react';

interface Props { label: string; value: ReactNode; note?: ReactNode; tone?: 'ok' | 'warn' | 'bad' }

export function Tiles({ children }: { children: ReactNode }) {
  return <div className="iso-tiles">{children}</div>;
}

export function Tile({ label, value, note, tone }: Props) {
  return (
    <div className={`iso-tile${tone ? ` is-${tone}` : ''}`}>
      <div className="iso-tile-label">{label}</div>
      <div className="iso-tile-value">{value}</div>
      {note && <div className="iso-tile-note">{note}</div>}
    </div>
  );
}
