import './map.css';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useIsDark } from '../state/preferences';
import { dotAt, dotsOf, type Dot } from './cluster';
import { draw, mapInks, placement } from './draw';
import type { Health, MapPlace, MapPoint, View } from './types';
import { usePointer } from './usePointer';
import { afterKey, wholeWorld, zoomedAt } from './view';
import { loadWorld, project, type World } from './world';

interface Props {
  label: string;
  points: MapPoint[];
  places?: MapPlace[];
  selectedIds?: ReadonlySet<string>;
  legend: { health: Health; text: string }[];
  note?: ReactNode;
  /** A dot was chosen, with all that are gathered in it. */
  onSelect?: (ids: string[], isExcluding: boolean) => void;
}

const noPlaces: MapPlace[] = [];
const nobody: ReadonlySet<string> = new Set();

export function WorldMap({ label, points, places = noPlaces, selectedIds = nobody, legend, note, onSelect }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const isDark = useIsDark();
  const [world, setWorld] = useState<World | null>(null);
  const [failure, setFailure] = useState('');
  const [width, setWidth] = useState(0);
  const [view, setView] = useState<View>(wholeWorld);
  const [hover, setHover] = useState<{ dot: Dot; x: number; y: number } | null>(null);
  const height = Math.round(width * (width < 600 ? 0.56 : 0.5));

  useEffect(() => {
    let isGone = false;
    loadWorld().then((loaded) => !isGone && setWorld(loaded), (error: Error) => !isGone && setFailure(error.message));
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(box.current!);
    return () => {
      isGone = true;
      observer.disconnect();
    };
  }, []);

  const projected = useMemo(() => project(points), [points]);
  const isGathered = view.zoom < 2;
  const level = isGathered ? Math.round(view.zoom * 10) / 10 : Math.round(view.zoom);
  const screenScale = width / 1000;
  const dots = useMemo(() => dotsOf(points, projected.xs.map((x) => x * screenScale), projected.ys.map((y) => y * screenScale), level), [points, projected, level, screenScale]);
  const scaled = useMemo(() => dots.map((dot) => ({ ...dot, x: dot.x / (screenScale || 1), y: dot.y / (screenScale || 1) })), [dots, screenScale]);
  const spots = useMemo(() => {
    const at = project(places);
    return places.map((place, index) => ({ name: place.name, x: at.xs[index], y: at.ys[index] }));
  }, [places]);
  const selected = useMemo(() => new Set(points.flatMap((point, index) => (selectedIds.has(point.id) ? [index] : []))), [points, selectedIds]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || width === 0) return;
    const frame = requestAnimationFrame(() => draw(context, world, { width, height, view, dots: scaled, places: spots, selected, ink: mapInks(isDark) }));
    return () => cancelAnimationFrame(frame);
  }, [world, width, height, view, scaled, spots, selected, isDark]);

  const find = useCallback(
    (x: number, y: number) => {
      const { scale, left, top } = placement(width, height, view);
      return dotAt(scaled, (x - left) / scale, (y - top) / scale, scale, 5);
    },
    [scaled, width, height, view],
  );
  usePointer(canvas, {
    view: () => view,
    onView: setView,
    onClick: (x, y, isExcluding) => {
      const dot = find(x, y);
      if (dot) onSelect?.(dot.members.map((member) => points[member].id), isExcluding);
    },
    onHover: (x, y) => {
      const dot = x === null ? null : find(x, y);
      setHover(dot && x !== null ? { dot, x, y } : null);
    },
  });

  const onKey = (event: KeyboardEvent) => {
    const next = event.ctrlKey || event.metaKey || event.altKey ? null : afterKey(view, event.key);
    if (!next) return;
    event.preventDefault();
    setView(next);
  };
  const density = window.devicePixelRatio || 1;

  return (
    <div className="iso-map">
      <div ref={box} className="iso-map-box" style={{ blockSize: height || undefined }}>
        <canvas
          ref={canvas}
          tabIndex={0}
          role="img"
          aria-label={`${label}. Arrow keys move it, plus and minus zoom, 0 shows the world; the table beside it lists the same.`}
          width={width * density}
          height={height * density}
          style={{ inlineSize: width, blockSize: height, cursor: hover ? 'pointer' : 'grab' }}
          onKeyDown={onKey}
        />
        {failure && <p className="iso-map-failure">{failure}</p>}
        {hover && <MapTip dot={hover.dot} x={hover.x} y={hover.y} width={width} points={points} />}
        <div className="iso-map-buttons">
          <button type="button" aria-label="Closer" onClick={() => setView(zoomedAt(view, 1.6))}>+</button>
          <button type="button" aria-label="Farther" onClick={() => setView(zoomedAt(view, 1 / 1.6))} disabled={view.zoom === 1}>−</button>
          <button type="button" aria-label="Whole world" onClick={() => setView(wholeWorld)} disabled={view.zoom === 1}>⤢</button>
        </div>
      </div>
      <MapLegend legend={legend} isDark={isDark} hasPlaces={places.length > 0} note={note} />
    </div>
  );
}

function MapTip({ dot, x, y, width, points }: { dot: Dot; x: number; y: number; width: number; points: MapPoint[] }) {
  const isRight = x > width / 2;
  const named = dot.members.slice(0, 4).map((member) => points[member].label);
  return (
    <div className="iso-map-tip" aria-hidden="true" style={{ insetBlockStart: y + 12, ...(isRight ? { insetInlineEnd: width - x + 8 } : { insetInlineStart: x + 12 }) }}>
      {dot.members.length > 1 && <strong>{dot.members.length} city-networks</strong>}
      {named.map((text, index) => <div key={index}>{text}</div>)}
      {dot.members.length > named.length && <div className="iso-soft">and {dot.members.length - named.length} more</div>}
    </div>
  );
}

function MapLegend({ legend, isDark, hasPlaces, note }: { legend: Props['legend']; isDark: boolean; hasPlaces: boolean; note?: ReactNode }) {
  const ink = mapInks(isDark);
  return (
    <div className="iso-map-legend">
      {legend.map((one) => (
        <span key={one.health}>
          <svg width="14" height="14" aria-hidden="true">
            {one.health === 'impaired' ? <rect x="2" y="2" width="10" height="10" fill={ink.health.impaired} /> : one.health === 'degraded' ? <path d="M7 1 13 7 7 13 1 7Z" fill={ink.health.degraded} /> : <circle cx="7" cy="7" r="5.5" fill={ink.health[one.health]} />}
          </svg>
          {one.text}
        </span>
      ))}
      {hasPlaces && (
        <span>
          <svg width="16" height="16" aria-hidden="true">
            <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.8" />
            <circle cx="8" cy="8" r="1.8" fill="currentColor" />
          </svg>
          service location
        </span>
      )}
      {note && <span className="iso-soft">{note}</span>}
    </div>
  );
}
