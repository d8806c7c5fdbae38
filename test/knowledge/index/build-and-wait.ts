import { openIndexOver, openKnowledgeStore } from './index-world.ts';

/** A process that builds the index of a base, says so, and lives until it is killed. */
const [folder = '', base = ''] = process.argv.slice(2);
const index = openIndexOver(await openKnowledgeStore(folder), { folder, models: () => [] });
const state = await index.catchUp([base], 20_000);
console.log(state);
