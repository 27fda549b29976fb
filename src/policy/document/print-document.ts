import type { Condition, Element, PolicyDocument, Statement } from './document.ts';

/** The document as JSON; reading it gives an equal document. White space and single values for lists are not kept. */
export function printDocument(document: PolicyDocument): string {
  return JSON.stringify({
    Version: document.version,
    Id: document.id,
    Statement: document.statements.map(statementObject),
  });
}

function statementObject(statement: Statement): object {
  return {
    Sid: statement.sid,
    Effect: statement.effect,
    ...element('Principal', statement.principal),
    ...element('Action', statement.action),
    ...element('Resource', statement.resource),
    ...(statement.conditions.length > 0 && { Condition: conditionObject(statement.conditions) }),
  };
}

function element(name: string, value: Element<unknown> | undefined): object {
  return value === undefined ? {} : { [value.negated ? `Not${name}` : name]: value.value };
}

/** Keys come from the policy, so they are set as entries: `__proto__` is a key like any other. */
function conditionObject(conditions: readonly Condition[]): object {
  const operators = Map.groupBy(conditions, (each) => each.operator);
  return Object.fromEntries(
    [...operators].map(([operator, group]) => [
      operator,
      Object.fromEntries(group.map(({ key, values }) => [key, values])),
    ]),
  );
}
