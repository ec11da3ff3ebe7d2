import type { MouseEvent } from 'react';
import { colourOf, dashFor } from './palette';
import type { Chart } from './types';

interface Props { chart: Chart; hidden: ReadonlySet<string>; isDark: boolean; onToggle: (key: string) => void; onIsolate: (key: string) => void; onHover: (key: string | null) => void }

/** A click shows one series alone, and all of them when it is alone already; Shift and click takes one away or brings it back. */
export function Legend({ chart, hidden, isDark, onToggle, onIsolate, onHover }: Props) {
  return (
    <div className="iso-legend" role="group" aria-label={`Series of ${chart.title.toLowerCase()}`}>
      <span className="iso-legend-title">{chart.title}</span>
      {chart.series.map((one, index) => {
        const colour = one.colour ?? index;
        return (
          <button
            key={one.key}
            type="button"
            className={`iso-legend-item${hidden.has(one.key) ? ' is-hidden' : ''}`}
            aria-pressed={!hidden.has(one.key)}
            title="Click: this one alone. Shift and click: with or without it."
            onClick={(event: MouseEvent) => (event.shiftKey ? onToggle(one.key) : onIsolate(one.key))}
            onMouseEnter={() => onHover(one.key)}
            onMouseLeave={() => onHover(null)}
          >
            <svg width="22" height="8" aria-hidden="true">
              <line x1="1" y1="4" x2="21" y2="4" stroke={colourOf(colour, isDark)} strokeWidth="2.4" strokeDasharray={dashFor(index).join(' ')} />
            </svg>
            {one.label}
          </button>
        );
      })}
    </div>
  );
}
