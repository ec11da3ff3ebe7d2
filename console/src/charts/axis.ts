import { day, parts, timeOfDay, type Clock } from '../format/times';

/** Times along the axis: hours with the day below where it changes, or days with the year below where that changes. */
export function timeLabels(splits: number[], stepSeconds: number, clock: Clock): string[] {
  let before = '';
  return splits.map((at) => {
    const isDays = stepSeconds >= 86400;
    const below = isDays ? String(parts(at, clock).year) : day(at, clock);
    const first = isDays ? day(at, clock) : timeOfDay(at, clock);
    const text = below === before ? first : `${first}\n${below}`;
    before = below;
    return text;
  });
}

/** Values that stand alone between gaps: a line would not show them. */
export function lonely(values: ArrayLike<number | null | undefined>, from: number, to: number): number[] {
  const found: number[] = [];
  for (let index = from; index <= to; index++) {
    if (values[index] == null) continue;
    if ((index === 0 || values[index - 1] == null) && (index === values.length - 1 || values[index + 1] == null)) found.push(index);
  }
  return found;
}
