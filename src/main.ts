import { describeOldNode } from '../scripts/refuse-old-node.js';

// All else uses what an old Node cannot even parse, so it is loaded afterwards.
const tooOld = describeOldNode(process.version);
if (tooOld === undefined) {
  void import('./cli/run-server.ts').then(({ runServer }) => runServer());
} else {
  console.error(tooOld);
  process.exitCode = 1;
}
