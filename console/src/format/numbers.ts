const dash = '–';

type Known = number | null | undefined;

function isKnown(value: Known): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** A score or share in percent: two decimals near the top, where they matter, one elsewhere. */
export function percent(value: Known): string {
  if (!isKnown(value)) return dash;
  if (value === 100 || value === 0) return `${value}%`;
  if (value > 99.99) return '>99.99%';
  if (value < 0.01) return '<0.01%';
  return `${value.toFixed(value >= 99 || value < 1 ? 2 : 1)}%`;
}

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

export function bytes(value: Known): string {
  if (!isKnown(value)) return dash;
  let amount = value;
  let unit = 0;
  while (Math.abs(amount) >= 999.5 && unit < byteUnits.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${threeDigits(amount)} ${byteUnits[unit]}`;
}

export function millis(value: Known): string {
  if (!isKnown(value)) return dash;
  if (Math.abs(value) >= 10_000) return `${(value / 1000).toFixed(1)} s`;
  return `${Math.abs(value) < 10 ? trim(value.toFixed(1)) : Math.round(value)} ms`;
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

export function count(value: Known): string {
  return isKnown(value) ? whole.format(value) : dash;
}

export function compactCount(value: Known): string {
  if (!isKnown(value)) return dash;
  if (Math.abs(value) < 1000) return threeDigits(value);
  const units = ['', 'k', 'M', 'G'];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.abs(value)) / 3));
  return `${threeDigits(value / 1000 ** unit)}${units[unit]}`;
}

export function perSecond(value: Known): string {
  return isKnown(value) ? `${compactCount(value)}/s` : dash;
}

export function money(value: Known): string {
  return isKnown(value) ? `${value.toFixed(2)} USD` : dash;
}

/** A probability as people read it: 97 %, never 100 % unless it is certain. */
export function confidence(value: Known): string {
  if (!isKnown(value)) return dash;
  const share = value * 100;
  return share > 99 && share < 100 ? '>99%' : `${Math.round(share)}%`;
}

export function plural(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}

export function network(name: string | null | undefined, asn: number | null | undefined): string {
  if (!asn) return name || dash;
  return name ? `${name} (AS${asn})` : `AS${asn}`;
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  return trim(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2));
}

function trim(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
