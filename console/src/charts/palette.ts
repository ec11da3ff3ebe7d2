/** The colours of Okabe and Ito, which colour-blind people tell apart; where they are too pale on white (below 3:1) they are darker by day. Dashes tell the same without colour. */
const light = ['#0072b2', '#c65200', '#00805c', '#a44e82', '#8a6200', '#3f6f94', '#5c5c5c', '#6d3fa0'];
const dark = ['#56b4e9', '#e69f00', '#2cc79b', '#e29cc6', '#f0e442', '#ff8f66', '#c3cdd1', '#a9a1ff'];
const dashes = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 4], [12, 4], [2, 2, 6, 2], [5, 2]];

export function colourOf(index: number, isDark: boolean): string {
  const palette = isDark ? dark : light;
  return palette[index % palette.length];
}

export function dashOf(index: number): number[] {
  return dashes[Math.floor(index) % dashes.length];
}

/** Where one plot holds more series than the palette has colours, the rest are told apart by their dash. */
export function dashFor(index: number): number[] {
  return dashOf(index + Math.floor(index / light.length));
}

export interface Inks { text: string; grid: string; event: string; maintenance: string; mark: string; threshold: string }

export function inks(isDark: boolean): Inks {
  return isDark
    ? { text: '#a3b5bc', grid: '#22343b', event: 'rgba(255,143,133,0.13)', maintenance: 'rgba(163,181,188,0.16)', mark: '#e29cc6', threshold: '#ff8f85' }
    : { text: '#455a63', grid: '#e3eaed', event: 'rgba(179,38,30,0.08)', maintenance: 'rgba(69,90,99,0.12)', mark: '#a44e82', threshold: '#b3261e' };
}
