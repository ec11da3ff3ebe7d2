import { createBrowserRouter, type RouteObject } from 'react-router';
import { NotFound } from '../pages/NotFound';
import { App } from './App';
import { Broken } from './Broken';
import { GoOn } from './GoOn';
import { Home } from './Home';

type Module = Record<string, unknown>;

/** A page that is loaded when it is first opened. */
function page(path: string, load: () => Promise<Module>, name: string): RouteObject {
  return { path, lazy: async () => ({ Component: (await load())[name] as React.ComponentType }) };
}

export const router = createBrowserRouter([
  {
    path: '/',
    Component: App,
    ErrorBoundary: Broken,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: Broken,
        children: [
          { index: true, Component: Home },
          { path: 'welcome', Component: Home },
          { path: 'sign-in', Component: GoOn },
          page('monitors', () => import('../pages/monitors/MonitorsPage'), 'MonitorsPage'),
          page('monitors/create', () => import('../pages/create/CreatePage'), 'CreatePage'),
          page('monitors/:name', () => import('../pages/overview/OverviewPage'), 'OverviewPage'),
          page('monitors/:name/events', () => import('../pages/events/EventsPage'), 'EventsPage'),
          page('monitors/:name/events/:id', () => import('../pages/event/EventPage'), 'EventPage'),
          page('monitors/:name/explorer', () => import('../pages/explorer/ExplorerPage'), 'ExplorerPage'),
          page('monitors/:name/insights', () => import('../pages/insights/InsightsPage'), 'InsightsPage'),
          page('monitors/:name/configure', () => import('../pages/configure/ConfigurePage'), 'ConfigurePage'),
          page('weather', () => import('../pages/weather/WeatherPage'), 'WeatherPage'),
          page('sources', () => import('../pages/sources/SourcesPage'), 'SourcesPage'),
          page('alarms', () => import('../pages/alarms/AlarmsPage'), 'AlarmsPage'),
          page('alarms/create', () => import('../pages/alarms/AlarmFormPage'), 'AlarmFormPage'),
          page('alarms/:name', () => import('../pages/alarms/AlarmPage'), 'AlarmPage'),
          page('alarms/:name/edit', () => import('../pages/alarms/AlarmFormPage'), 'AlarmFormPage'),
          page('annotations', () => import('../pages/annotations/AnnotationsPage'), 'AnnotationsPage'),
          page('access', () => import('../pages/access/AccessPage'), 'AccessPage'),
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
]);
