import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Pagination from '@cloudscape-design/components/pagination';
import { useState } from 'react';
import type { Cell } from '../components/csv';
import { CsvButton } from '../components/CsvButton';
import { dateTime, isoUtc, type Clock } from '../format/times';
import { unitName, valueText } from './units';
import type { Chart } from './types';

interface Props { label: string; charts: Chart[]; times: number[]; hidden: ReadonlySet<string>; clock: Clock; zone: string; csv: string }

interface ShownColumn { header: string; values: (number | null)[]; unit: Chart['unit'] }

const pageSize = 25;

/** The same values as the plots show, for those who read rather than look; CSV holds exactly these. */
export function ChartTable({ label, charts, times, hidden, clock, zone, csv }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [page, setPage] = useState(1);
  const columns = columnsOf(charts, hidden);
  const pages = Math.max(1, Math.ceil(times.length / pageSize));
  const start = (Math.min(page, pages) - 1) * pageSize;
  const shown = times.map((_, index) => times.length - 1 - index).slice(start, start + pageSize);
  const rows = (): Cell[][] => times.map((at, index) => [isoUtc(at), ...columns.map((column) => column.values[index] ?? null)]);

  return (
    <ExpandableSection
      headerText={`Table: ${label.toLowerCase()}`}
      headerActions={<CsvButton name={csv} label={label} columns={['Time (UTC)', ...columns.map((column) => `${column.header} (${unitName(column.unit)})`)]} rows={rows} isDisabled={!times.length} />}
      expanded={isOpen}
      onChange={({ detail }) => setIsOpen(detail.expanded)}
    >
      {isOpen && (
        <>
          <div className="iso-scroll-x" tabIndex={0} role="region" aria-label={`Table of ${label.toLowerCase()}`}>
            <table className="iso-table">
              <thead>
                <tr>
                  <th scope="col">Time ({zone})</th>
                  {columns.map((column) => <th key={column.header} scope="col">{column.header}</th>)}
                </tr>
              </thead>
              <tbody>
                {shown.map((index) => (
                  <tr key={times[index]}>
                    <th scope="row">{dateTime(times[index], clock)}</th>
                    {columns.map((column) => <td key={column.header}>{valueText(column.values[index] ?? null, column.unit)}</td>)}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {pages > 1 && <Pagination currentPageIndex={Math.min(page, pages)} pagesCount={pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} />}
        </>
      )}
    </ExpandableSection>
  );
}

function columnsOf(charts: Chart[], hidden: ReadonlySet<string>): ShownColumn[] {
  const isNamed = charts.length > 1;
  return charts.flatMap((chart) =>
    chart.series.filter((one) => !hidden.has(one.key)).flatMap((one) => {
      const header = isNamed && one.label !== chart.title ? `${chart.title}: ${one.label}` : one.label;
      const now = { header, values: one.values, unit: chart.unit };
      return one.previous ? [now, { header: `${header}, before`, values: one.previous, unit: chart.unit }] : [now];
    }),
  );
}
