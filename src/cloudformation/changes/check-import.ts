import { validationError } from '../template/errors.ts';
import type { Template } from '../template.ts';
import type { Changes } from './compute-changes.ts';

/**
 * Sees to it that a change set that imports does nothing else.
 * @param imports the logical ids that are to be imported
 * @throws ServiceError ValidationError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources.html
 */
export function checkImport(template: Template, imports: readonly string[], changes: Changes): void {
  const missing = imports.filter((id) => !template.resources.has(id));
  if (missing.length > 0)
    throw validationError(`ResourcesToImport [${missing.join(', ')}] cannot be found in the template`);
  const imported = changes.resources.filter(({ Action }) => Action === 'Import');
  const there = imports.filter((id) => !imported.some(({ LogicalResourceId }) => LogicalResourceId === id));
  if (there.length > 0)
    throw validationError(`Resources [${there.join(', ')}] are in the stack already or not to be made`);
  const added = changes.resources.filter(({ Action }) => Action === 'Add');
  if (added.length > 0)
    throw validationError(
      `Resources [${added.map(({ LogicalResourceId }) => LogicalResourceId).join(', ')}] is missing from ResourceToImport list`,
    );
  const others = changes.resources.filter(({ Action }) => Action !== 'Import');
  if (others.length > 0)
    throw validationError(
      `You have modified resources [${others.map(({ LogicalResourceId }) => LogicalResourceId).join(', ')}] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.`,
    );
  if (changes.outputsChanged)
    throw validationError('As part of the import operation, you cannot modify or add [Outputs]');
}
