import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Container from '@cloudscape-design/components/container';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { EventDetails } from '../../api/eventTypes';
import { useMay, useNow } from '../../api/session';
import { useSend } from '../../api/useApi';
import { useTimes } from '../../components/useTimes';

const silences = [
  { id: '3600', text: 'For one hour' },
  { id: '14400', text: 'For 4 hours' },
  { id: '86400', text: 'For 24 hours' },
  { id: '0', text: 'As long as it lasts' },
];

/** Who looks after it, and whether it may still ring. */
export function Care({ event, path }: { event: EventDetails; path: string }) {
  const times = useTimes();
  const now = useNow();
  const isEditor = useMay('editor');
  const [note, setNote] = useState('');
  const change = useSend(() => setNote(''));
  const { acknowledgement: seen, silence } = event;
  if (!isEditor && !seen && !silence) return null;
  const put = (what: string, body: object) => change.mutate({ method: 'PUT', path: `${path}/${what}`, body: { ...body, ...(note.trim() ? { note: note.trim() } : {}) } });
  const remove = (what: string) => change.mutate({ method: 'DELETE', path: `${path}/${what}` });
  return (
    <Container>
      <SpaceBetween size="s">
        {change.error && <Alert type="error">{change.error.message}</Alert>}
        <div className="iso-row">
          <div className="iso-row-grow">
            <SpaceBetween size="xxs">
              {seen ? (
                <StatusIndicator type="success">Acknowledged by {seen.user}, {times.full(seen.at)}{seen.note ? `: ${seen.note}` : ''}</StatusIndicator>
              ) : (
                <StatusIndicator type="pending">Nobody has acknowledged it</StatusIndicator>
              )}
              {silence && <StatusIndicator type="stopped">Silenced by {silence.user}, {silence.until ? `until ${times.full(silence.until)}` : 'as long as it lasts'}{silence.note ? `: ${silence.note}` : ''}</StatusIndicator>}
            </SpaceBetween>
          </div>
          {isEditor && (!seen || !silence) && <Input value={note} onChange={({ detail }) => setNote(detail.value)} placeholder="Note (optional)" ariaLabel="Note" />}
          {isEditor && (seen ? <Button loading={change.isPending} onClick={() => remove('acknowledgement')}>Take back</Button> : <Button variant="primary" loading={change.isPending} onClick={() => put('acknowledgement', {})}>Acknowledge</Button>)}
          {isEditor && (silence ? (
            <Button loading={change.isPending} onClick={() => remove('silence')}>Let it ring again</Button>
          ) : (
            <ButtonDropdown items={silences} loading={change.isPending} onItemClick={({ detail }) => put('silence', { until: detail.id === '0' ? null : now() + Number(detail.id) })}>Silence</ButtonDropdown>
          ))}
        </div>
      </SpaceBetween>
    </Container>
  );
}
