import atlasUrl from 'world-atlas/countries-110m.json?url';
import { geoGraticule10, geoNaturalEarth1, geoPath, type GeoProjection } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** Outlines of the world at width 1000, made once; zooming and panning only move them. */
export interface World { land: Path2D; borders: Path2D; sphere: Path2D; graticule: Path2D }

export const baseWidth = 1000;
export const baseHeight = 500;

export const projection: GeoProjection = geoNaturalEarth1().fitSize([baseWidth, baseHeight], { type: 'Sphere' });

let loading: Promise<World> | null = null;

export function loadWorld(): Promise<World> {
  loading ??= build().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function build(): Promise<World> {
  const response = await fetch(atlasUrl);
  if (!response.ok) throw new Error(`The outlines of the map could not be loaded (${response.status})`);
  const atlas = (await response.json()) as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
  const path = geoPath(projection);
  const outline = (shape: Parameters<typeof path>[0]) => new Path2D(path(shape) ?? '');
  return {
    land: outline(feature(atlas, atlas.objects.land)),
    borders: outline(mesh(atlas, atlas.objects.countries, (a, b) => a !== b)),
    sphere: outline({ type: 'Sphere' }),
    graticule: outline(geoGraticule10()),
  };
}

export function project(points: { longitude: number; latitude: number }[]): { xs: Float32Array; ys: Float32Array } {
  const xs = new Float32Array(points.length);
  const ys = new Float32Array(points.length);
  points.forEach((point, index) => {
    const place = projection([point.longitude, point.latitude]);
    xs[index] = place?.[0] ?? -1e4;
    ys[index] = place?.[1] ?? -1e4;
  });
  return { xs, ys };
}
