import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate, useParams } from 'react-router';
import type { EventDetails } from '../../api/eventTypes';
import { useNow } from '../../api/session';
import { useApi } from '../../api/useApi';
import { Page } from '../../components/Page';
import { AnswerState } from '../../components/Panel';
import { RefreshControl } from '../../components/RefreshControl';
import { Action } from './Action';
import { BeforeDuring } from './BeforeDuring';
import { Blame } from './Blame';
import { Care } from './Care';
import { History } from './History';
import { Impacted } from './Impacted';
import { NetworkPath } from './NetworkPath';
import { What } from './What';

/** All about one health event, in the order in which somebody on call asks. */
export function EventPage() {
  const { name = '', id = '' } = useParams();
  const navigate = useNavigate();
  const now = useNow();
  const path = `/api/monitors/${encodeURIComponent(name)}/events/${encodeURIComponent(id)}`;
  const answer = useApi<EventDetails>(path);
  const event = answer.data;
  return (
    <Page
      title={event?.title ?? 'Health event'}
      description={event?.reason ?? undefined}
      actions={
        <SpaceBetween direction="horizontal" size="s">
          <RefreshControl />
          <Button onClick={() => void navigate(`/monitors/${encodeURIComponent(name)}/explorer?${aroundIt(event, now())}`)} disabled={!event}>Explore this time</Button>
        </SpaceBetween>
      }
    >
      <AnswerState answer={answer} lines={12}>
        {(data) => (
          <SpaceBetween size="l">
            <What event={data} now={now()} />
            <Care event={data} path={path} />
            <NetworkPath paths={data.paths} />
            <Action event={data} />
            <BeforeDuring event={data} path={path} />
            <Blame event={data} />
            <Impacted event={data} />
            <History event={data} />
          </SpaceBetween>
        )}
      </AnswerState>
    </Page>
  );
}

function aroundIt(event: EventDetails | undefined, now: number): string {
  if (!event) return '';
  return new URLSearchParams({ from: String(event.startedAt - 6 * 3600), to: String(Math.min(now, (event.endedAt ?? now) + 3600)) }).toString();
}
