import type { ResourceToImport } from '@aws-sdk/client-cloudformation';
import { resourceTypes } from '../../../cloudformation/resource-types.ts';
import { schemaOf } from '../../../cloudformation/schema-of.ts';
import type { Json, ResourceDeclaration, Template } from '../../../cloudformation/template.ts';
import { validationError } from './errors.ts';

/**
 * Physical ids by logical id of what is imported. A type that is identified by several values joins them with a bar.
 * @throws ServiceError ValidationError when a resource is not in the template, or not identified
 */
export function importedIds(
  { resources }: Template,
  given: readonly ResourceToImport[] = [],
): Readonly<Record<string, string>> {
  if (given.length === 0)
    throw validationError('ResourcesToImport must be specified for a change set of type IMPORT.');
  const entries = given.map(
    ({ LogicalResourceId: id = '', ResourceType: type = '', ResourceIdentifier: values = {} }) => {
      const declared = resources.get(id);
      if (declared === undefined || declared.type !== type)
        throw validationError(`Resource ${id} of type ${type} is to be imported and is not in the template.`);
      if (declared.isDeletionPolicyStated !== true)
        throw validationError(`Resource ${id} must have a DeletionPolicy.`);
      const identifier = schemaOf(type)?.primaryIdentifier ?? [];
      const missing = identifier.filter(
        (name) => values[name] === undefined && !isLeftOut(identifier, declared, name),
      );
      if (missing.length > 0 || identifier.length === 0)
        throw validationError(
          `Resource ${id} is identified by ${identifier.join(' and ')}; [${missing.join(', ')}] is missing.`,
        );
      const other = identifier.find((name) => isAnother(declared.properties[name], values[name]));
      if (other !== undefined)
        throw validationError(`Resource ${id} is identified by another ${other} than the template states.`);
      const joined = identifier.map((name) => values[name] ?? '').join('|');
      return [id, resourceTypes.get(type)?.importedId?.(joined) ?? joined] as const;
    },
  );
  return Object.fromEntries(entries);
}

/** Of several values that identify a resource, those that it need not have and does not have: a record set's SetIdentifier. */
function isLeftOut(
  identifier: readonly string[],
  { type, properties }: ResourceDeclaration,
  name: string,
): boolean {
  const property = schemaOf(type)?.properties.get(name);
  return (
    identifier.length > 1 && property !== undefined && !property.required && properties[name] === undefined
  );
}

/** What the template computes is not known yet. */
function isAnother(stated: Json | undefined, given: string | undefined): boolean {
  return typeof stated === 'string' && given !== undefined && stated !== given;
}
