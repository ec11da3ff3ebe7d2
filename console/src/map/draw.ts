import type { Dot } from './cluster';
import type { Health, View } from './types';
import { baseHeight, baseWidth, type World } from './world';

export interface MapInks { sea: string; land: string; border: string; graticule: string; ring: string; place: string; count: string; health: Record<Health, string> }

export function mapInks(isDark: boolean): MapInks {
  return isDark
    ? { sea: '#0f1c22', land: '#2c4049', border: '#132127', graticule: '#1b2d35', ring: '#132127', place: '#edf4f6', count: '#06201f', health: { ok: '#56b4e9', degraded: '#e6b800', impaired: '#ff7a6b', unknown: '#7d929b' } }
    : { sea: '#eef4f6', land: '#cfdade', border: '#ffffff', graticule: '#e0e9ec', ring: '#ffffff', place: '#0c1b20', count: '#ffffff', health: { ok: '#1f7fb8', degraded: '#c98300', impaired: '#b3261e', unknown: '#7b8b92' } };
}

export interface Frame { width: number; height: number; view: View; dots: Dot[]; places: { x: number; y: number; name: string }[]; selected: ReadonlySet<number>; ink: MapInks }

/** Pixels of the screen per unit of the outlines, and where their origin stands. */
export function placement(width: number, height: number, view: View): { scale: number; left: number; top: number } {
  const scale = Math.min(width / baseWidth, height / baseHeight) * view.zoom;
  return { scale, left: width / 2 + view.x * width - (baseWidth / 2) * scale, top: height / 2 + view.y * height - (baseHeight / 2) * scale };
}

export function draw(context: CanvasRenderingContext2D, world: World | null, frame: Frame) {
  const { width, height, view, ink } = frame;
  const density = devicePixelRatio || 1;
  const { scale, left, top } = placement(width, height, view);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  if (world) {
    context.setTransform(density * scale, 0, 0, density * scale, density * left, density * top);
    context.fillStyle = ink.sea;
    context.fill(world.sphere);
    context.lineWidth = 0.8 / scale;
    context.strokeStyle = ink.graticule;
    context.stroke(world.graticule);
    context.fillStyle = ink.land;
    context.fill(world.land);
    context.strokeStyle = ink.border;
    context.stroke(world.borders);
    context.setTransform(density, 0, 0, density, 0, 0);
  }
  for (const dot of frame.dots) drawDot(context, dot, dot.x * scale + left, dot.y * scale + top, frame);
  for (const place of frame.places) drawPlace(context, place.x * scale + left, place.y * scale + top, place.name, ink, view.zoom);
}

function drawDot(context: CanvasRenderingContext2D, dot: Dot, x: number, y: number, frame: Frame) {
  const { ink } = frame;
  const radius = dot.radius;
  if (x < -radius || y < -radius || x > frame.width + radius || y > frame.height + radius) return;
  const isSelected = dot.members.some((member) => frame.selected.has(member));
  context.fillStyle = ink.health[dot.health];
  context.strokeStyle = isSelected ? ink.place : ink.ring;
  context.lineWidth = isSelected ? 2.5 : 1;
  context.globalAlpha = dot.health === 'ok' || dot.health === 'unknown' ? 0.82 : 1;
  context.beginPath();
  // Colour alone tells nothing to many: what is impaired is a square, what is degraded a diamond.
  if (dot.health === 'impaired') {
    const side = Math.max(radius * 1.7, 7);
    context.rect(x - side / 2, y - side / 2, side, side);
  } else if (dot.health === 'degraded') {
    const reach = Math.max(radius * 1.25, 4.5);
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
    context.closePath();
  } else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  context.globalAlpha = 1;
  if (dot.members.length > 1 && radius >= 9) {
    context.fillStyle = ink.count;
    context.font = '600 11px Inter, "Segoe UI", "Noto Sans", "Liberation Sans", system-ui, sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(String(dot.members.length), x, y + 0.5);
  }
}

/** Where the application answers: a ring with a point, named once there is room. */
function drawPlace(context: CanvasRenderingContext2D, x: number, y: number, name: string, ink: MapInks, zoom: number) {
  context.strokeStyle = ink.place;
  context.fillStyle = ink.place;
  context.lineWidth = 1.8;
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.stroke();
  context.beginPath();
  context.arc(x, y, 2, 0, 2 * Math.PI);
  context.fill();
  if (zoom < 1.8) return;
  context.font = '12px Inter, "Segoe UI", "Noto Sans", "Liberation Sans", system-ui, sans-serif';
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = ink.ring;
  context.strokeText(name, x + 10, y);
  context.fillText(name, x + 10, y);
}
