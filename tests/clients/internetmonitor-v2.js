// Calls Internet Monitor as an application does, with version 2 of the JavaScript SDK, and prints what it got as one JSON document.
// node internetmonitor-v2.js ENDPOINT NAME; keys come from the environment. The monitor "known" has events and measurements.
const AWS = require('aws-sdk');
const { scenario } = require('./internetmonitor-scenario.js');

const [endpoint, name] = process.argv.slice(2);
const client = new AWS.InternetMonitor({ endpoint, region: 'eu-central-1', maxRetries: 0 });
const call = (operation, input = {}) => client[operation[0].toLowerCase() + operation.slice(1)](input).promise();
const fault = (error) => ({ code: error.code, status: error.statusCode, message: error.message });

scenario({ call, fault, name, operations: Object.keys(client.api.operations).map((each) => each[0].toUpperCase() + each.slice(1)) })
  .then((result) => console.log(JSON.stringify({ version: AWS.VERSION, ...result })))
  .catch((error) => { console.error(error); process.exit(1); });
