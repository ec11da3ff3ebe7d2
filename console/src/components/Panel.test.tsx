// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ApiError } from '../api/client';
import { AnswerState } from './Panel';

afterEach(cleanup);

const answer = { data: undefined as number[] | undefined, error: null as ApiError | null, refetch: () => {}, isFetching: false };
const list = (data: number[]) => <p>{data.length} things</p>;

test('what is on its way is a skeleton', () => {
  render(<AnswerState answer={answer}>{list}</AnswerState>);
  expect(screen.getByRole('status', { name: 'Loading' })).toBeTruthy();
});

test('what failed says so in the words of the server, and can be tried again', () => {
  const refetch = vi.fn();
  render(<AnswerState answer={{ ...answer, refetch, error: new ApiError(400, 'Validation', 'from: not a time') }}>{list}</AnswerState>);
  expect(screen.getByText('from: not a time')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(refetch).toHaveBeenCalledOnce();
});

test('what is empty says what to do', () => {
  render(<AnswerState answer={{ ...answer, data: [] }} empty={(data) => (data.length ? null : { title: 'Nothing yet', text: 'Add one.' })}>{list}</AnswerState>);
  expect(screen.getByText('Add one.')).toBeTruthy();
  expect(screen.queryByText('0 things')).toBeNull();
});

test('what is there is shown', () => {
  render(<AnswerState answer={{ ...answer, data: [1, 2] }} empty={() => null}>{list}</AnswerState>);
  expect(screen.getByText('2 things')).toBeTruthy();
});

test('what was there stays, beside the failure, when asking again fails', () => {
  render(<AnswerState answer={{ ...answer, data: [1], error: new ApiError(500, 'Internal', 'it broke') }}>{list}</AnswerState>);
  expect(screen.getByText('1 things')).toBeTruthy();
  expect(screen.getByText('it broke')).toBeTruthy();
});
