import Alert from '@cloudscape-design/components/alert';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { memo, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import type { Explorer } from '../../api/explorerTypes';
import { useNow } from '../../api/session';
import type { EventList } from '../../api/types';
import { useApi } from '../../api/useApi';
import { AnnotateButton } from '../../components/AnnotateButton';
import { FilterBar } from '../../components/FilterBar';
import { useNoMatch } from '../../components/NoMatch';
import { Page } from '../../components/Page';
import { AnswerState } from '../../components/Panel';
import { RangePicker } from '../../components/RangePicker';
import { RefreshControl } from '../../components/RefreshControl';
import { Toolbar } from '../../components/Toolbar';
import { useTimes } from '../../components/useTimes';
import { filterText, placeFields } from '../../state/filters';
import { usePreferences } from '../../state/preferences';
import { toApi } from '../../state/range';
import { useKept } from '../../state/useKept';
import { useChoice, useFilters, useRange } from '../../state/useUrl';
import { Charts } from './Charts';
import { GroupsTable } from './GroupsTable';

const groups = ['none', 'location', 'country', 'subdivision', 'metro', 'city', 'network', 'family'] as const;
const fields = [...placeFields, 'family'] as const;
const groupNames: Record<(typeof groups)[number], string> = {
  none: 'Do not group',
  location: 'Group by service location',
  country: 'Group by country',
  subdivision: 'Group by subdivision',
  metro: 'Group by metro',
  city: 'Group by city',
  network: 'Group by network',
  family: 'Group by address family',
};
const tops = ['8', '5', '12', '20', '50'] as const;
const compares = ['no', 'previous'] as const;

export function ExplorerPage() {
  const { name = '' } = useParams();
  const { clock } = usePreferences();
  const now = useNow();
  const [range, setRange] = useRange();
  const [filters, setFilters] = useFilters();
  const [group, setGroup] = useChoice('group', groups);
  const [top, setTop] = useChoice('top', tops);
  const [compare, setCompare] = useChoice('compare', compares);
  const times = useTimes();
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const noMatch = useNoMatch();
  const asked = toApi(range, now(), clock);
  const texts = useMemo(() => filters.map(filterText), [filters]);
  const answer = useApi<Explorer>('/api/explorer', {
    monitor: name,
    ...asked,
    group: group === 'none' ? undefined : group,
    top: group === 'none' ? undefined : top,
    f: texts,
    compare: compare === 'previous' ? 'previous' : undefined,
  });
  // What is shown has the filters of the answer it came with, until the next one is there.
  const shownTexts = useKept(texts, !answer.isPlaceholderData);
  const events = useApi<EventList>(`/api/monitors/${encodeURIComponent(name)}/events`, { ...asked, scope: 'overall', limit: 500 });

  return (
    <Page title="Historical explorer" tabTitle={`${name}, explorer`} description={`Scores, traffic and times of ${name}, by place, network and service location`}>
      <SpaceBetween size="l">
        <SpaceBetween size="s">
          <Toolbar filter={<FilterBar monitor={name} filters={filters} onChange={setFilters} fields={fields} />}>
            <RangePicker range={range} onChange={setRange} />
            <RefreshControl />
          </Toolbar>
          <div className="iso-row">
            <Choice label="Group by" value={group} choices={groups} names={groupNames} onChange={setGroup} />
            {group !== 'none' && group !== 'family' && <Choice label="How many groups" value={top} choices={tops} names={topNames} onChange={setTop} />}
            <Toggle checked={compare === 'previous'} onChange={({ detail }) => setCompare(detail.checked ? 'previous' : 'no')}>Compare with the time before</Toggle>
            <div className="iso-row-grow" />
            <AnnotateButton monitor={name} />
          </div>
        </SpaceBetween>
        <AnswerState
          answer={answer}
          lines={12}
          empty={(data) =>
            data.groups.some((one) => one.bytesOut.some((value) => value !== null) || one.bytesIn.some((value) => value !== null))
              ? null
              : data.familyNotRecordedUntil
                ? { title: 'Address families were not recorded then', text: `They are from ${times.full(data.familyNotRecordedUntil)} on.` }
                : (noMatch ?? { title: 'No data in this time', text: 'Choose a longer time, or wait for the first records.' })
          }
        >
          {(data) => (
            <SpaceBetween size="l">
              {data.familyNotRecordedUntil && (
                <Alert type="info" header={`Address families are recorded from ${times.full(data.familyNotRecordedUntil)} on`}>Of the time before there is nothing of a family to show, which does not say that there was no traffic.</Alert>
              )}
              <Charts data={data} events={events.data?.events ?? noEvents} name={name} texts={shownTexts} highlighted={highlighted} />
              <GroupsTable data={data} name={name} texts={shownTexts} onHover={setHighlighted} />
            </SpaceBetween>
          )}
        </AnswerState>
      </SpaceBetween>
    </Page>
  );
}

const noEvents: EventList['events'] = [];
const topNames: Record<(typeof tops)[number], string> = { '5': 'Top 5 and the rest', '8': 'Top 8 and the rest', '12': 'Top 12 and the rest', '20': 'Top 20 and the rest', '50': 'Top 50 and the rest' };

interface ChoiceProps<T extends string> { label: string; value: T; choices: readonly T[]; names: Record<T, string>; onChange: (value: T) => void }

const Choice = memo(function Choice<T extends string>({ label, value, choices, names, onChange }: ChoiceProps<T>) {
  const options = choices.map((one) => ({ value: one, label: names[one] }));
  return <Select selectedOption={{ value, label: names[value] }} options={options} ariaLabel={label} onChange={({ detail }) => onChange(detail.selectedOption.value as T)} />;
}) as <T extends string>(props: ChoiceProps<T>) => React.JSX.Element;
