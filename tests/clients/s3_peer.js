// A store that speaks S3, in a folder: s3_peer.js FOLDER PORT [BUCKET]. Prints its port, and ends when its input does.
// Its one access key is S3RVER with the secret S3RVER.
const S3rver = require('s3rver');

const [directory, port, ...buckets] = process.argv.slice(2);
const server = new S3rver({
  address: '127.0.0.1', port: Number(port), directory, silent: true, vhostBuckets: false, configureBuckets: buckets.map((name) => ({ name, configs: [] })),
});
server.run().then((address) => console.log(address.port));
process.stdin.on('end', () => process.exit(0)).resume();
