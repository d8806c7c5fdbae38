// Runs a server in several processes that share its port, as PM2 does in cluster mode.
import cluster from 'node:cluster';

const { CLUSTER_MAIN, CLUSTER_PROCESSES } = process.env;
cluster.setupPrimary({ exec: CLUSTER_MAIN });
let ready = 0;
for (let count = 0; count < Number(CLUSTER_PROCESSES); count += 1)
  cluster.fork().on('message', (message) => {
    if (message === 'ready' && (ready += 1) === Number(CLUSTER_PROCESSES)) process.send?.('ready');
  });
process.on('SIGTERM', () => {
  for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGTERM');
});
cluster.on('exit', () => {
  if (Object.keys(cluster.workers).length === 0) process.exit(0);
});
