import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { useMemo, useRef, useState } from 'react';
import { get } from '../api/client';
import type { FieldValues } from '../api/explorerTypes';
import { bytes } from '../format/numbers';
import { filterFields, parseFilters, filterText, placeFields, type Filter, type FilterField } from '../state/filters';

interface Props { monitor: string; filters: Filter[]; onChange: (filters: Filter[]) => void; fields?: readonly FilterField[] }

/** Filters by any of the dimensions, with values that the traffic of the monitor has, the most traffic first. */
export function FilterBar({ monitor, filters, onChange, fields = placeFields }: Props) {
  const [options, setOptions] = useState<PropertyFilterProps.FilteringOption[]>([]);
  const [status, setStatus] = useState<'pending' | 'loading' | 'finished' | 'error'>('pending');
  const asked = useRef('');

  const load = async (field: FilterField | null, prefix: string) => {
    const request = `${field} ${prefix}`;
    asked.current = request;
    if (!field) {
      setStatus('finished');
      return;
    }
    setStatus('loading');
    try {
      const answer = await get<FieldValues>('/api/explorer/values', { monitor, field, prefix, limit: 50 });
      if (asked.current !== request) return;
      const loaded = answer.values.map((one) => ({ propertyKey: field, value: one.value, label: one.label, description: bytes(one.bytes) }));
      setOptions((old) => [...old.filter((one) => one.propertyKey !== field), ...loaded]);
      setStatus('finished');
    } catch {
      if (asked.current === request) setStatus('error');
    }
  };

  const properties = useMemo(
    () => fields.map((key) => ({ key, propertyLabel: filterFields[key], groupValuesLabel: `Values of ${filterFields[key].toLowerCase()}`, operators: ['=', '!='] })),
    [fields],
  );
  const query = useMemo(
    () => ({ operation: 'and' as const, tokens: filters.map((one) => ({ propertyKey: one.field, operator: one.isExcluded ? '!=' : '=', value: one.value })) }),
    [filters],
  );

  return (
    <div data-shortcut="filter">
      <PropertyFilter
        query={query}
        onChange={({ detail }) => onChange(filtersOf(detail.tokens))}
        filteringProperties={properties}
        filteringOptions={options}
        filteringStatusType={status}
        onLoadItems={({ detail }) => void load((detail.filteringProperty?.key as FilterField) ?? null, detail.filteringText)}
        filteringLoadingText="Asking for values"
        filteringErrorText="The values could not be loaded"
        filteringRecoveryText="Try again"
        filteringEmpty="No such value"
        filteringPlaceholder="Filter by country, city, network, …"
        filteringAriaLabel="Filter"
        disableFreeTextFiltering
        hideOperations
        expandToViewport
        asyncProperties={false}
      />
    </div>
  );
}

function filtersOf(tokens: readonly PropertyFilterProps.Token[]): Filter[] {
  const texts = tokens.filter((token) => token.propertyKey).map((token) => filterText({ field: token.propertyKey as FilterField, value: String(token.value).replace(/^AS(?=\d)/i, ''), isExcluded: token.operator === '!=' }));
  return parseFilters(texts);
}
