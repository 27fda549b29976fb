import type { Stack } from '../../../model/stack-resources.ts';
import type { OperationContext } from '../../operation.ts';

/** What a change set told is not what it would do, once the stack is another: it cannot be executed any more. */
export function obsoleteChangeSets({ resources }: OperationContext, { id }: Stack): void {
  for (const changeSet of resources.find('stackChangeSet', 'stack', id))
    if (changeSet.execution === 'AVAILABLE')
      resources.put('stackChangeSet', { ...changeSet, execution: 'OBSOLETE' });
}
