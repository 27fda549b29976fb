import type { ListImportsInput, ListImportsOutput } from '@aws-sdk/client-cloudformation';
import { exportId, importersOf } from '../../cloudformation/engine/exports.ts';
import { operation } from '../operation.ts';
import { validationError } from './shared/errors.ts';
import { pageOf } from './shared/pages.ts';

/**
 * Lists the stacks that use an export.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html
 */
export const ListImports = operation<ListImportsInput, ListImportsOutput>({
  service: 'cloudformation',
  name: 'ListImports',
  access: 'read',
  honours: ['ExportName', 'NextToken'],
  handle({ ExportName: name = '', NextToken: token }, { resources, caller, region }) {
    const id = exportId({ accountId: caller.accountId, region }, name);
    if (resources.get('stackExport', id) === undefined)
      throw validationError(`Export '${name}' does not exist.`);
    const users = importersOf(resources, id);
    if (users.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
    const { records, ...rest } = pageOf(users, `ListImports ${name}`, token, (user) => user);
    return { Imports: [...records], ...rest };
  },
});
