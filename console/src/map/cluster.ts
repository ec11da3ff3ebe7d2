import type { Health, MapPoint } from './types';

export interface Dot { x: number; y: number; radius: number; health: Health; members: number[] }

const cell = 26;
const worst: Record<Health, number> = { unknown: 0, ok: 1, degraded: 2, impaired: 3 };

/** Radius by the square root of the traffic, so that the area tells it; growing slowly as one comes closer. Where nothing has a weight all are alike. */
export function radiusOf(weight: number, most: number, zoom: number): number {
  const share = most > 0 ? Math.sqrt(weight / most) : 0.3;
  return (2.2 + 9 * share) * Math.min(2.2, Math.sqrt(zoom));
}

/**
 * What to draw, in order: the unimpaired first, gathered by a grid while the whole world is in view (5,000 dots are one blot there); the impaired last, each by itself.
 */
export function dotsOf(points: MapPoint[], xs: Float32Array, ys: Float32Array, zoom: number): Dot[] {
  const most = points.reduce((max, point) => Math.max(max, point.weight), 0);
  const apart: Dot[] = [];
  const cells = new Map<string, { weight: number; x: number; y: number; health: Health; members: number[] }>();
  points.forEach((point, index) => {
    const isGathered = zoom < 2 && worst[point.health] < worst.degraded;
    if (!isGathered) {
      apart.push({ x: xs[index], y: ys[index], radius: radiusOf(point.weight, most, zoom), health: point.health, members: [index] });
      return;
    }
    const key = `${point.health} ${Math.floor((xs[index] * zoom) / cell)} ${Math.floor((ys[index] * zoom) / cell)}`;
    const found = cells.get(key) ?? { weight: 0, x: 0, y: 0, health: point.health, members: [] };
    const share = Math.max(point.weight, most * 1e-6, 1e-9);
    found.x = (found.x * found.weight + xs[index] * share) / (found.weight + share);
    found.y = (found.y * found.weight + ys[index] * share) / (found.weight + share);
    found.weight += share;
    found.members.push(index);
    cells.set(key, found);
  });
  const gathered = [...cells.values()].map((one) => ({ x: one.x, y: one.y, health: one.health, members: one.members, weight: one.weight }));
  const mostGathered = gathered.reduce((max, one) => Math.max(max, one.weight), 0);
  const clusters = gathered.map((one) => ({ ...one, radius: radiusOf(one.weight, Math.max(most, mostGathered), zoom) * 1.25 }));
  return [...clusters, ...apart].sort((a, b) => worst[a.health] - worst[b.health] || b.radius - a.radius);
}

/** The dot on top at a place of the map, or the nearest within reach of a finger. */
export function dotAt(dots: Dot[], x: number, y: number, scale: number, reach: number): Dot | null {
  let best: Dot | null = null;
  let least = Infinity;
  for (const dot of dots) {
    const distance = Math.hypot((dot.x - x) * scale, (dot.y - y) * scale) - dot.radius;
    if (distance <= reach && (distance < least || (distance <= 0 && worst[dot.health] >= worst[best?.health ?? 'unknown']))) {
      best = dot;
      least = distance;
    }
  }
  return best;
}
