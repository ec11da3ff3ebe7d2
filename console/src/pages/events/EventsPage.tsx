import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Button from '@cloudscape-design/components/button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { get, type ApiError } from '../../api/client';
import { useNow } from '../../api/session';
import type { EventList } from '../../api/types';
import { csvName } from '../../components/csv';
import { EventsTable } from '../../components/EventsTable';
import { Page } from '../../components/Page';
import { AnswerState, Nothing } from '../../components/Panel';
import { RangePicker } from '../../components/RangePicker';
import { RefreshControl } from '../../components/RefreshControl';
import { Toolbar } from '../../components/Toolbar';
import { usePreferences } from '../../state/preferences';
import { toApi, type Range } from '../../state/range';
import { useRefreshSeconds } from '../../state/refresh';
import { useChoice, useRange } from '../../state/useUrl';

const month: Range = { from: 'now-30d', to: 'now' };
const states = ['all', 'active', 'resolved'] as const;

export function EventsPage() {
  const { name = '' } = useParams();
  const { clock } = usePreferences();
  const now = useNow();
  const [range, setRange] = useRange(month);
  const [status, setStatus] = useChoice('status', states);
  const seconds = useRefreshSeconds();
  const path = `/api/monitors/${encodeURIComponent(name)}/events`;
  const asked = { ...toApi(range, now(), clock), status: status === 'all' ? undefined : status, limit: 200 };
  const answer = useInfiniteQuery<EventList, ApiError>({
    queryKey: [path, asked],
    queryFn: ({ pageParam, signal }) => get<EventList>(path, { ...asked, after: pageParam as string | undefined }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: seconds > 0 ? seconds * 1000 : false,
  });
  const pages = answer.data?.pages;
  const data = pages && { now: pages[0].now, events: pages.flatMap((page) => page.events) };

  return (
    <Page title="Health events" tabTitle={`${name}, health events`} description={`When a score of ${name} was at or below its threshold, and who was to blame`}>
      <SpaceBetween size="l">
        <Toolbar
          filter={
            <SegmentedControl
              label="Status"
              selectedId={status}
              onChange={({ detail }) => setStatus(detail.selectedId as typeof status)}
              options={[{ id: 'all', text: 'All' }, { id: 'active', text: 'Active' }, { id: 'resolved', text: 'Resolved' }]}
            />
          }
        >
          <RangePicker range={range} onChange={setRange} />
          <RefreshControl />
        </Toolbar>
        <AnswerState answer={{ data, error: answer.error, refetch: answer.refetch, isFetching: answer.isFetching }}>
          {(list) => (
            <EventsTable
              title="Health events"
              events={list.events}
              now={list.now}
              csv={csvName([name, 'events', status])}
              empty={
                status === 'all'
                  ? <Nothing title="No health event in this time" text="That is good news. Choose a longer time to see older ones." />
                  : <Nothing title={`No ${status} health event in this time`} action={<Button onClick={() => setStatus('all')}>Show all</Button>} />
              }
              actions={answer.hasNextPage ? <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>Load older ones</Button> : undefined}
            />
          )}
        </AnswerState>
      </SpaceBetween>
    </Page>
  );
}
