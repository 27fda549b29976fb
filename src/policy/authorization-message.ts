/**
 * What DecodeAuthorizationMessage shows of a refused request.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
import type { Condition, Element, Statement } from './document/document.ts';
import type { AuthorizationRequest, Decision } from './evaluate.ts';

/** Who is shown as the requester: the unique id (with `:session` for a session), the name, and the ARN. */
export interface MessagePrincipal {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
}

/**
 * The document, to be written as JSON. The statements of an explicit deny are shown with what they say; a statement that
 * says it with a negation has `notActions` or `notResources`.
 */
export function authorizationMessage(
  request: AuthorizationRequest,
  decision: Decision,
  principal: MessagePrincipal,
): object {
  return {
    allowed: decision.decision === 'allow',
    explicitDeny: decision.decision === 'explicitDeny',
    matchedStatements: items(decision.by.map(({ statement }) => matchedStatement(statement, principal))),
    failures: items([]),
    context: {
      principal: { id: principal.id, name: principal.name, arn: principal.arn },
      action: request.action,
      resource: request.resource,
      conditions: items([...request.context.entries()].map(keyWithValues)),
    },
  };
}

function matchedStatement(statement: Statement, { id }: MessagePrincipal): object {
  return {
    statementId: statement.sid ?? '',
    effect: statement.effect.toUpperCase(),
    principals: valueItems([id]),
    principalGroups: items([]),
    ...element('actions', 'notActions', statement.action),
    ...(statement.resource && element('resources', 'notResources', statement.resource)),
    conditions: items(statement.conditions.map(keyWithValues)),
  };
}

function element(name: string, negation: string, { negated, value }: Element<readonly string[]>): object {
  return { [negated ? negation : name]: valueItems(value) };
}

function keyWithValues({ key, values }: Pick<Condition, 'key' | 'values'>): object {
  return { key, values: valueItems(values) };
}

function valueItems(values: readonly string[]): object {
  return items(values.map((value) => ({ value })));
}

function items(list: readonly object[]): object {
  return { items: list };
}
