// An OpenID provider on loopback, for the tests of signing in. It prints its address, then reads lines of JSON and answers each with "ok":
//   {"address": "http://127.0.0.1:1234", "users": {"4711": {"preferred_username": "ann", "groups": ["ops"]}}}
// `address` is where the console is; another one makes it a new provider, which knows nobody. `users` are by what it calls them, and may be changed. It ends with its standard input.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

// What it says of itself is no answer.
console.info = console.error;

let users = {};
const server = createServer((request, response) => response.writeHead(503).end());

function provide(issuer, address, isClaimInToken) {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'isobar',
        client_secret: 'the secret of the client',
        redirect_uris: [`${address}/sign-in/callback`],
        post_logout_redirect_uris: [`${address}/`],
      },
    ],
    cookies: { keys: ['a key for the cookies of a test'] },
    scopes: ['openid', 'groups'],
    claims: { openid: ['sub'], profile: ['preferred_username', 'name'], email: ['email', 'email_verified'], groups: ['groups', 'realm_access'] },
    conformIdTokenClaims: !isClaimInToken,
    pkce: { required: () => true },
    findAccount: (_, id) => (users[id] ? { accountId: id, claims: () => ({ sub: id, ...users[id] }) } : undefined),
  });
  server.removeAllListeners('request');
  server.on('request', provider.callback());
}

server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  process.stdout.write(`${issuer}\n`);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const said = JSON.parse(line);
    if (said.address) {
      users = {};
      provide(issuer, said.address, said.isClaimInToken);
    }
    Object.assign(users, said.users);
    process.stdout.write('ok\n');
  });
  lines.on('close', () => process.exit(0));
});
