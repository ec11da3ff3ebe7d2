/** What the sign-in page says of a sign-in by the provider that came to nothing: the server names only which, so that no address can put words into this page. */
const sentences: Record<string, (provider: string) => string> = {
  Unreachable: (provider) => `${provider} does not answer. Try again in a moment. Users of this server can sign in meanwhile; its log says what went wrong.`,
  Refused: (provider) => `${provider} did not sign you in, or you turned back. Try again, or ask its administrator whether you may use this console.`,
  NoRole: (provider) => `${provider} knows you, but you have no role in this console. Ask its administrator for one, or sign in as somebody else.`,
  NoName: (provider) => `${provider} does not tell a name for you that can be used here. Ask an administrator of this console to name another claim (nameClaim).`,
  NameTaken: () => 'Somebody else here has your name already. Ask an administrator of this console to delete that user, if it is you, or sign in as somebody else.',
  Disabled: () => 'An administrator of this console has locked you out. Ask them to let you in again, or sign in as somebody else.',
  Expired: () => 'This sign-in took too long, was begun in another browser, or the server has started anew. Sign in again.',
  Failed: (provider) => `Signing in with ${provider} did not work. Try again; if it fails again, the server’s log says why.`,
};

/** Of these the provider would send the same person again, unless it is told to ask. */
const refusals = ['NoRole', 'NoName', 'NameTaken', 'Disabled'];

export function failureSentence(failure: string | null, provider: string): string | null {
  return failure === null ? null : (sentences[failure] ?? sentences.Failed)(provider);
}

/** A page of this console; anything else is the start page. The server looks again. */
export function localPath(to: string | null): string {
  return to !== null && /^\/(?![/\\])[^\\\s]*$/.test(to) ? to : '/';
}

export function providerSignIn(to: string, failure: string | null): string {
  const query = new URLSearchParams({ to });
  if (failure !== null && refusals.includes(failure)) query.set('ask', 'true');
  return `/api/sign-in?${query}`;
}
