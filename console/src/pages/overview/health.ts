import type { MapAnswer, MapPoints } from '../../api/types';
import { network } from '../../format/numbers';
import { placeValue } from '../../state/filters';
import type { Health, MapPoint } from '../../map/types';

/** One city-network of the map answer, as rows are easier to list than columns. */
export interface City {
  id: string;
  city: string;
  subdivision: string;
  country: string;
  asn: number;
  network: string;
  latitude: number | null;
  longitude: number | null;
  weight: number;
  bytesIn: number;
  bytesOut: number;
  trafficPercent: number | null;
  availability: number | null;
  performance: number | null;
  rttP50: number | null;
  eventId: string | null;
  health: Health;
}

const degradedBelow = 99;
const impairedAt = 95;

/** What a filter by this city holds. */
export function cityValue(city: Pick<City, 'city' | 'subdivision' | 'country'>): string {
  return city.city ? placeValue(city.city, city.subdivision, city.country) : '';
}

/** Impaired: part of an open event, or at or below the score where events begin. */
export function healthOf(points: MapPoints, index: number): Health {
  if (points.eventId[index]) return 'impaired';
  const scores = [points.availability[index], points.performance[index]].filter((score) => score !== null);
  if (!scores.length) return 'unknown';
  const least = Math.min(...scores);
  return least <= impairedAt ? 'impaired' : least < degradedBelow ? 'degraded' : 'ok';
}

export function citiesOf(answer: MapAnswer): City[] {
  const { points } = answer;
  return points.id.map((id, index) => ({
    id,
    city: points.city[index],
    subdivision: points.subdivision[index],
    country: points.country[index],
    asn: points.asn[index],
    network: points.network[index],
    latitude: points.latitude[index],
    longitude: points.longitude[index],
    weight: points.trafficPercent[index] ?? 0,
    bytesIn: points.bytesIn[index],
    bytesOut: points.bytesOut[index],
    trafficPercent: points.trafficPercent[index],
    availability: points.availability[index],
    performance: points.performance[index],
    rttP50: points.rttP50[index],
    eventId: points.eventId[index],
    health: healthOf(points, index),
  }));
}

/** Where nobody knows the place there is no dot; the table lists it all the same. */
export function dotsOfCities(cities: City[]): MapPoint[] {
  return cities.flatMap((city) => (city.latitude === null || city.longitude === null ? [] : [dotOf(city, city.latitude, city.longitude)]));
}

function dotOf(city: City, latitude: number, longitude: number): MapPoint {
  return { id: city.id, latitude, longitude, weight: city.weight, health: city.health, label: `${city.city || city.country}, ${network(city.network, city.asn)}` };
}
