export interface Crumb { text: string; href: string }

const names: Record<string, string> = {
  monitors: 'Monitors',
  create: 'Create',
  events: 'Health events',
  explorer: 'Historical explorer',
  insights: 'Traffic insights',
  configure: 'Configure',
  weather: 'Internet weather map',
  sources: 'Sources',
  alarms: 'Alarms',
  edit: 'Edit',
  annotations: 'Annotations and maintenance',
  access: 'Access',
};

/** Where a page is, from its address. A name of one's own (`/monitors/create-me`) is shown as it is. */
export function crumbsOf(pathname: string): Crumb[] {
  const parts = pathname.split('/').filter(Boolean);
  const home: Crumb = { text: 'Isobar', href: '/' };
  return [home, ...parts.map((part, index) => {
    const isOwnName = index > 0 && ['monitors', 'alarms', 'events'].includes(parts[index - 1]) && part !== 'create';
    const text = isOwnName ? (parts[index - 1] === 'events' ? 'Event' : decodeURIComponent(part)) : (names[part] ?? decodeURIComponent(part));
    return { text, href: `/${parts.slice(0, index + 1).join('/')}` };
  })];
}
