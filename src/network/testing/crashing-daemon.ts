/** Applies entries as a daemon does, says so, and waits to be killed. Arguments: prefix, state directory, entries as JSON. */
import type { Entry } from '../../plan/entry.ts';
import { openNetworks } from '../networks.ts';

const [prefix = '', stateDirectory = '', json = '[]'] = process.argv.slice(2);
const networks = openNetworks({ prefix, stateDirectory, log: console.error });
// The test made the text from entries.
const set = JSON.parse(json) as Entry[];
const failures = await networks.apply({ set, remove: [] });
console.log(JSON.stringify(failures));
setInterval(() => {}, 1000);
