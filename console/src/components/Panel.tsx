import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/client';
import { Skeleton } from './Skeleton';

interface Answer<T> { data: T | undefined; error: ApiError | null; refetch: () => unknown; isFetching: boolean }

interface Empty { title: string; text?: ReactNode; action?: ReactNode }

interface StateProps<T> {
  answer: Answer<T>;
  /** What to say in the place of the content: that there is nothing yet and what to do, or that nothing matches. Null where there is content. */
  empty?: (data: T) => Empty | null;
  lines?: number;
  children: (data: T) => ReactNode;
}

/** The four states of everything that is asked of the server: on its way, failed, nothing to show, and here it is. */
export function AnswerState<T>({ answer, empty, lines, children }: StateProps<T>) {
  const { data, error } = answer;
  if (data === undefined) return error ? <Failed answer={answer} error={error} /> : <Skeleton lines={lines} />;
  const nothing = empty?.(data) ?? null;
  return (
    <SpaceBetween size="s">
      {error && !error.isOffline && <Failed answer={answer} error={error} />}
      {nothing ? <Nothing {...nothing} /> : children(data)}
    </SpaceBetween>
  );
}

function Failed<T>({ answer, error }: { answer: Answer<T>; error: ApiError }) {
  return (
    <Alert
      type="error"
      header="This could not be loaded"
      action={<Button loading={answer.isFetching} onClick={() => void answer.refetch()}>Try again</Button>}
    >
      {error.message}
    </Alert>
  );
}

export function Nothing({ title, text, action }: Empty) {
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }} color="text-body-secondary">
      <SpaceBetween size="xs">
        <Box variant="strong" color="inherit">{title}</Box>
        {text && <Box color="inherit">{text}</Box>}
        {action}
      </SpaceBetween>
    </Box>
  );
}

interface PanelProps<T> extends StateProps<T> { title: ReactNode; counter?: string; description?: ReactNode; actions?: ReactNode; footer?: ReactNode }

export function Panel<T>({ title, counter, description, actions, footer, ...state }: PanelProps<T>) {
  return (
    <Container header={<Header variant="h2" counter={counter} description={description} actions={actions}>{title}</Header>} footer={footer}>
      <AnswerState {...state} />
    </Container>
  );
}
