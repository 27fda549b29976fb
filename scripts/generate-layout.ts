/** Writes `bpf/generated/layout.h` from `src/hyperplane/layout.ts`. With `--check` fails when the committed file is stale. */
import { join } from 'node:path';
import { layoutHeader } from '../src/hyperplane/layout-header.ts';
import { writeOrCheck } from './generated-file.ts';

writeOrCheck(join(import.meta.dirname, '../bpf/generated/layout.h'), layoutHeader());
