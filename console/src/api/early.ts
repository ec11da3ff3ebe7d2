/**
 * Answers that were asked for before the code is there that shows them: the server works while the browser still reads scripts. Each is taken once, and soon, as it would
 * otherwise be old.
 */
const started = new Map<string, { at: number; answer: Promise<Response | null> }>();
const longest = 5_000;

export function askEarly(path: string) {
  const answer = fetch(path, { headers: { accept: 'application/json' }, credentials: 'same-origin' }).catch(() => null);
  started.set(path, { at: Date.now(), answer });
}

/** The answer at a path, if it was asked for early and is a good one; else it is asked for as usual, and told why not. */
export async function takeEarly(path: string, signal?: AbortSignal): Promise<Response | null> {
  const one = started.get(path);
  if (!one) return null;
  const response = await one.answer;
  // Who gave up waiting leaves it to the next who asks.
  if (signal?.aborted || started.get(path) !== one) return null;
  started.delete(path);
  return response?.ok && Date.now() - one.at <= longest ? response : null;
}
