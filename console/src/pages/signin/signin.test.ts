import { describe, expect, test } from 'vitest';
import { failureSentence, localPath, providerSignIn } from './provider';

describe('signing in with a provider', () => {
  test('every failure has a sentence, also one that nobody thought of', () => {
    expect(failureSentence(null, 'Example ID')).toBeNull();
    expect(failureSentence('Unreachable', 'Example ID')).toContain('Example ID does not answer');
    expect(failureSentence('<b>x</b>', 'Example ID')).toBe(failureSentence('Failed', 'Example ID'));
  });
  test.each([
    ['/monitors/shop?from=now-6h#x', '/monitors/shop?from=now-6h#x'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    [null, '/'],
  ])('%j leads back to %s', (to, page) => expect(localPath(to)).toBe(page));
  test('whoever was refused is asked who they are', () => {
    expect(providerSignIn('/a?b=c', 'NoRole')).toBe('/api/sign-in?to=%2Fa%3Fb%3Dc&ask=true');
    expect(providerSignIn('/', 'Expired')).toBe('/api/sign-in?to=%2F');
  });
});
