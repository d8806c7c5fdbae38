import { describeOldNode } from '../scripts/refuse-old-node.js';

// An old Node cannot even parse the rest, so it is loaded after this check.
const tooOld = describeOldNode(process.version);
if (tooOld === undefined) {
  void import('./cli/run-server.ts').then(({ runServer }) => runServer());
} else {
  console.error(tooOld);
  process.exitCode = 1;
}
