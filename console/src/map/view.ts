import type { View } from './types';

export const wholeWorld: View = { zoom: 1, x: 0, y: 0 };
const mostZoom = 40;

/** Nowhere can the map be lost: its middle stays on the world. */
export function limited(view: View): View {
  const zoom = Math.min(mostZoom, Math.max(1, view.zoom));
  const reach = (zoom - 1) / 2;
  const limit = (value: number) => Math.max(-reach, Math.min(reach, value)) + 0;
  return { zoom, x: limit(view.x), y: limit(view.y) };
}

/** Closer by a factor, with the spot (in widths from the middle) staying where it is. */
export function zoomedAt(view: View, factor: number, spotX = 0, spotY = 0): View {
  const zoom = Math.min(mostZoom, Math.max(1, view.zoom * factor));
  const real = zoom / view.zoom;
  return limited({ zoom, x: spotX - (spotX - view.x) * real, y: spotY - (spotY - view.y) * real });
}

export function moved(view: View, byX: number, byY: number): View {
  return limited({ ...view, x: view.x + byX, y: view.y + byY });
}

export function afterKey(view: View, key: string): View | null {
  const step = 0.12;
  switch (key) {
    case 'ArrowLeft': return moved(view, step, 0);
    case 'ArrowRight': return moved(view, -step, 0);
    case 'ArrowUp': return moved(view, 0, step);
    case 'ArrowDown': return moved(view, 0, -step);
    case '+':
    case '=': return zoomedAt(view, 1.5);
    case '-':
    case '−': return zoomedAt(view, 1 / 1.5);
    case '0': return wholeWorld;
    default: return null;
  }
}
