import Button from '@cloudscape-design/components/button';
import { useFilters } from '../state/useUrl';

/** What to show where filters leave nothing over. */
export function useNoMatch() {
  const [filters, setFilters] = useFilters();
  if (!filters.length) return null;
  return { title: 'Nothing matches', text: 'The filter leaves nothing over.', action: <Button onClick={() => setFilters([])}>Clear the filter</Button> };
}
