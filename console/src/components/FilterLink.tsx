import type { MouseEvent, ReactNode } from 'react';
import { filterFields, type FilterField } from '../state/filters';
import { useNarrow } from '../state/useUrl';

/** Click narrows the whole page to this value, Shift and click leaves it out. */
export function FilterLink({ field, value, children }: { field: FilterField; value: string; children: ReactNode }) {
  const narrow = useNarrow();
  if (!value) return <span className="iso-soft">–</span>;
  const onClick = (event: MouseEvent) => {
    event.stopPropagation();
    narrow([{ field, value, isExcluded: event.shiftKey }]);
  };
  return (
    <button type="button" className="iso-filter-link" title={`Filter by ${filterFields[field].toLowerCase()}; Shift and click to leave it out`} onClick={onClick}>
      {children}
    </button>
  );
}
