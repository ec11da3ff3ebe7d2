// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Overview } from '../../api/types';
import { Summary } from './Summary';

vi.mock('react-router', () => ({ useNavigate: () => () => {} }));
vi.mock('../../components/useTimes', () => ({ useTimes: () => ({ full: String }) }));
vi.mock('../../components/RouteLink', () => ({ RouteLink: ({ children }: { children: ReactNode }) => <a>{children}</a> }));

afterEach(cleanup);

const data: Overview = {
  now: 900, from: 0, to: 900, stepSeconds: 300, watermark: 600, weighedIn: 'bytes', current: null,
  totals: { bytesIn: 1_000_000, bytesOut: 2_000_000, rttP50: null, rttP90: null, rttP95: null, availability: null, performance: null },
  series: { times: [], availability: [], performance: [], bytesIn: [], bytesOut: [], rttP50: [] },
  events: [], annotations: [], maintenance: [],
};

test('a monitor that no window has seen yet is told as new, and its traffic of before is shown', () => {
  render(<Summary data={data} name="shop" />);
  expect(screen.getByText('The monitor is new')).toBeTruthy();
  expect(screen.getByText('None open')).toBeTruthy();
  expect(screen.queryByText('Not yet enough to score')).toBeNull();
});

test('a monitor that learns what is usual says so', () => {
  render(<Summary data={{ ...data, current: { availability: null, performance: null, testablePercent: 0, at: 600, trafficMonitoredPercent: 100, cityNetworksMonitored: 3, openEvents: 0 } }} name="shop" />);
  expect(screen.getByText('Not yet enough to score')).toBeTruthy();
  expect(screen.queryByText('The monitor is new')).toBeNull();
});
