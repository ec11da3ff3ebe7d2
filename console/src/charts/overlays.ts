import type uPlot from 'uplot';
import type { Inks } from './palette';
import type { Mark, Span } from './types';

/** Bands behind the lines: when a health event lasted, and maintenance. */
export function drawBands(plot: uPlot, spans: Span[], ink: Inks) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const span of spans) {
    if (span.tone === 'missing') continue;
    const left = plot.valToPos(span.from, 'x', true);
    const right = Math.max(left + 1, plot.valToPos(span.to, 'x', true));
    ctx.fillStyle = span.tone === 'maintenance' ? ink.maintenance : ink.event;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
}

export function drawMarks(plot: uPlot, marks: Mark[], ink: Inks) {
  const { ctx, bbox } = plot;
  const unit = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = ink.mark;
  ctx.fillStyle = ink.mark;
  ctx.lineWidth = unit;
  for (const mark of marks) {
    const x = Math.round(plot.valToPos(mark.at, 'x', true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.setLineDash([3 * unit, 3 * unit]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(x - 4 * unit, bbox.top);
    ctx.lineTo(x + 4 * unit, bbox.top);
    ctx.lineTo(x, bbox.top + 7 * unit);
    ctx.fill();
  }
  ctx.restore();
}

export function drawThreshold(plot: uPlot, threshold: number, ink: Inks) {
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(threshold, 'y', true)) + 0.5;
  if (y < bbox.top || y > bbox.top + bbox.height) return;
  ctx.save();
  ctx.strokeStyle = ink.threshold;
  ctx.globalAlpha = 0.7;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
