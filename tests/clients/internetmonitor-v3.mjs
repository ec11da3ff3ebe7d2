// Calls Internet Monitor as an application does, with version 3 of the JavaScript SDK, and prints what it got as one JSON document.
// node internetmonitor-v3.mjs ENDPOINT NAME; keys come from the environment. The monitor "known" has events and measurements.
import { createRequire } from 'node:module';
import * as sdk from '@aws-sdk/client-internetmonitor';

const require = createRequire(import.meta.url);
const { scenario } = require('./internetmonitor-scenario.js');
const [endpoint, name] = process.argv.slice(2);
const client = new sdk.InternetMonitorClient({ endpoint, region: 'eu-central-1', maxAttempts: 1 });
const call = async (operation, input = {}) => {
  const { $metadata, ...answer } = await client.send(new sdk[`${operation}Command`](input));
  return answer;
};
const fault = (error) => ({ code: error.name, status: error.$metadata?.httpStatusCode, message: error.message });
const operations = Object.keys(sdk).filter((each) => each.endsWith('Command') && each !== '$Command').map((each) => each.slice(0, -'Command'.length));

const result = await scenario({ call, fault, name, operations });
console.log(JSON.stringify({ version: require('@aws-sdk/client-internetmonitor/package.json').version, ...result }));
