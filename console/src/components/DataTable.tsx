import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMemo, useState, type ReactNode } from 'react';
import { CsvButton } from './CsvButton';
import type { Cell } from './csv';
import { Nothing } from './Panel';

export interface Column<T> {
  id: string;
  header: string;
  cell: (item: T) => ReactNode;
  /** What is sorted by and what CSV holds. Left out: the column is only for the eye. */
  value?: (item: T) => Cell;
  minWidth?: number;
  maxWidth?: number;
  /** Numbers, times and the like: never broken over lines, digits of equal width. */
  isOneLine?: boolean;
}

interface Props<T> {
  label: string;
  items: T[];
  columns: Column<T>[];
  id: (item: T) => string;
  title?: string;
  description?: ReactNode;
  actions?: ReactNode;
  empty?: ReactNode;
  csv?: string;
  pageSize?: number;
  sort?: { id: string; isDescending?: boolean };
  variant?: TableProps.Variant;
  selectedId?: string | null;
  onSelect?: (item: T) => void;
  onHover?: (item: T | null) => void;
}

/** A table that sorts, pages and exports everything it lists, in the order that is shown. */
export function DataTable<T>(props: Props<T>) {
  const { items, columns, id, label, pageSize = 20, variant = 'container', selectedId, onSelect } = props;
  const [sort, setSort] = useState(props.sort ?? null);
  const [page, setPage] = useState(1);

  const sorted = useMemo(() => {
    const value = columns.find((column) => column.id === sort?.id)?.value;
    return value && sort ? [...items].sort((a, b) => compare(value(a), value(b), sort.isDescending ?? false)) : items;
  }, [items, columns, sort]);
  const pages = Math.max(1, Math.ceil(sorted.length / pageSize));
  const current = Math.min(page, pages);
  const shown = sorted.slice((current - 1) * pageSize, current * pageSize);
  const exported = columns.filter((column) => column.value);

  const definitions: TableProps.ColumnDefinition<T>[] = columns.map((column, index) => ({
    id: column.id,
    header: column.header,
    cell: (item) => (column.isOneLine ? <span className="iso-number">{column.cell(item)}</span> : column.cell(item)),
    minWidth: column.minWidth ?? (column.isOneLine ? 96 : undefined),
    maxWidth: column.maxWidth,
    isRowHeader: index === 0,
    sortingField: column.value ? column.id : undefined,
  }));
  const csv = props.csv && (
    <CsvButton name={props.csv} label={label} columns={exported.map((column) => column.header)} rows={() => sorted.map((item) => exported.map((column) => column.value!(item)))} isDisabled={!items.length} />
  );

  return (
    <Table
      variant={variant}
      items={shown}
      trackBy={id}
      columnDefinitions={definitions}
      sortingColumn={sort ? { sortingField: sort.id } : undefined}
      sortingDescending={sort?.isDescending}
      onSortingChange={({ detail }) => setSort({ id: detail.sortingColumn.sortingField!, isDescending: detail.isDescending })}
      selectionType={onSelect ? 'single' : undefined}
      selectedItems={onSelect ? items.filter((item) => id(item) === selectedId) : undefined}
      onSelectionChange={onSelect ? ({ detail }) => detail.selectedItems[0] && onSelect(detail.selectedItems[0]) : undefined}
      onRowClick={onSelect ? ({ detail }) => onSelect(detail.item) : undefined}
      wrapLines
      stickyHeader={variant === 'full-page'}
      ariaLabels={{ tableLabel: label, selectionGroupLabel: label, itemSelectionLabel: (_, item) => `Choose row ${String(columns[0].value?.(item) ?? id(item))}` }}
      header={
        props.title || csv || props.actions ? (
          <Header
            variant={variant === 'embedded' ? 'h3' : 'h2'}
            counter={`(${sorted.length.toLocaleString('en-GB')})`}
            description={props.description}
            actions={<SpaceBetween direction="horizontal" size="xs">{csv}{props.actions}</SpaceBetween>}
          >
            {props.title ?? label}
          </Header>
        ) : undefined
      }
      pagination={pages > 1 ? <Pagination currentPageIndex={current} pagesCount={pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} /> : undefined}
      empty={props.empty ?? <Nothing title="Nothing to list" />}
    />
  );
}

/** Numbers by size, texts by their letters, what is not known last in both directions. */
function compare(a: Cell, b: Cell, isDescending: boolean): number {
  const isMissing = (cell: Cell) => cell === null || cell === undefined || cell === '';
  if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true });
  return isDescending ? -order : order;
}
