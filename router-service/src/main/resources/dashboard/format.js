// Numbers and times in words for people.

/** USD with two figures that matter: $0.00042, $0.013, $12.40, $1,240, -$0.50. */
export function usd(amount) {
  if (amount === null || amount === undefined || !Number.isFinite(amount)) return '–';
  const size = Math.abs(amount);
  if (size === 0) return '$0';
  const sign = amount < 0 ? '-$' : '$';
  if (size >= 1) return sign + size.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const decimals = Math.min(8, 1 - Math.floor(Math.log10(size)));
  return sign + size.toFixed(Math.max(2, decimals));
}

/** The same without closing zeros, for narrow columns. */
export function usdShort(amount) {
  const text = usd(amount);
  return text.includes('.') && Math.abs(amount) < 1 ? text.replace(/0+$/, '') : text;
}

/** A tick of the cost axis: no more zeros than needed. */
export function usdTick(amount) {
  if (amount >= 1) return '$' + amount;
  const decimals = Math.min(9, Math.max(0, -Math.floor(Math.log10(amount) + 1e-9)));
  return '$' + amount.toFixed(decimals);
}

export function quality(value) {
  return Number.isFinite(value) ? value.toFixed(2) : '–';
}

export function quality3(value) {
  return Number.isFinite(value) ? value.toFixed(3) : '–';
}

export function count(n) {
  return Number.isFinite(n) ? n.toLocaleString('en-US') : '–';
}

export function percent(share) {
  if (!Number.isFinite(share)) return '–';
  if (share > 0 && share < 0.01) return '<1 %';
  return Math.round(share * 100) + ' %';
}

/** Milliseconds from a time given as ISO text, seconds or milliseconds. */
export function millis(t) {
  if (typeof t === 'number') return t > 1e11 ? t : t * 1000;
  return Date.parse(t);
}

export function clock(t) {
  return new Date(millis(t)).toLocaleTimeString('en-GB');
}

/** The mean of a {mean, lo, hi}, or NaN. */
export function mean(interval) {
  return interval && Number.isFinite(interval.mean) ? interval.mean : NaN;
}
