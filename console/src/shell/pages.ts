type Module = Record<string, unknown>;

/** A page: its path, and the code of it, which is loaded when it is first opened. */
export interface PageEntry { path: string; name: string; load: () => Promise<Module>; hasMap?: boolean }

export const pages: PageEntry[] = [
  { path: 'monitors', name: 'MonitorsPage', load: () => import('../pages/monitors/MonitorsPage') },
  { path: 'monitors/create', name: 'CreatePage', load: () => import('../pages/create/CreatePage') },
  { path: 'monitors/:name', name: 'OverviewPage', load: () => import('../pages/overview/OverviewPage'), hasMap: true },
  { path: 'monitors/:name/events', name: 'EventsPage', load: () => import('../pages/events/EventsPage') },
  { path: 'monitors/:name/events/:id', name: 'EventPage', load: () => import('../pages/event/EventPage'), hasMap: true },
  { path: 'monitors/:name/explorer', name: 'ExplorerPage', load: () => import('../pages/explorer/ExplorerPage') },
  { path: 'monitors/:name/insights', name: 'InsightsPage', load: () => import('../pages/insights/InsightsPage') },
  { path: 'monitors/:name/configure', name: 'ConfigurePage', load: () => import('../pages/configure/ConfigurePage') },
  { path: 'weather', name: 'WeatherPage', load: () => import('../pages/weather/WeatherPage'), hasMap: true },
  { path: 'sources', name: 'SourcesPage', load: () => import('../pages/sources/SourcesPage') },
  { path: 'alarms', name: 'AlarmsPage', load: () => import('../pages/alarms/AlarmsPage') },
  { path: 'alarms/create', name: 'AlarmFormPage', load: () => import('../pages/alarms/AlarmFormPage') },
  { path: 'alarms/:name', name: 'AlarmPage', load: () => import('../pages/alarms/AlarmPage') },
  { path: 'alarms/:name/edit', name: 'AlarmFormPage', load: () => import('../pages/alarms/AlarmFormPage') },
  { path: 'annotations', name: 'AnnotationsPage', load: () => import('../pages/annotations/AnnotationsPage') },
  { path: 'access', name: 'AccessPage', load: () => import('../pages/access/AccessPage') },
];

/** The page of an address, by the most exact path; undefined where there is none. */
export function pageAt(pathname: string): PageEntry | undefined {
  const parts = pathname.split('/').filter(Boolean);
  const fits = (path: string) => {
    const wanted = path.split('/');
    return wanted.length === parts.length && wanted.every((one, index) => one.startsWith(':') || one === parts[index]);
  };
  return pages.filter((one) => fits(one.path)).sort((a, b) => a.path.split(':').length - b.path.split(':').length)[0];
}
