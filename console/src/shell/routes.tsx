import { createBrowserRouter } from 'react-router';
import { NotFound } from '../pages/NotFound';
import { App } from './App';
import { Broken } from './Broken';
import { GoOn } from './GoOn';
import { Home } from './Home';
import { pages } from './pages';

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
          ...pages.map(({ path, load, name }) => ({ path, lazy: async () => ({ Component: (await load())[name] as React.ComponentType }) })),
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
]);
