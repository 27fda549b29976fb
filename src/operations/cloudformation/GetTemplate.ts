import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import { templateText } from '../../cloudformation/engine/language.ts';
import { operation } from '../operation.ts';
import { requireChangeSet, requireStack, withId } from './shared/stacks.ts';

/**
 * Answers the template of a stack or a change set as it was given. Nothing transforms templates here, so the processed
 * one is the same.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
 */
export const GetTemplate = operation<GetTemplateInput, GetTemplateOutput>({
  service: 'cloudformation',
  name: 'GetTemplate',
  access: 'read',
  honours: ['StackName', 'ChangeSetName', 'TemplateStage'],
  handle({ StackName, ChangeSetName }, context) {
    const { definition } =
      ChangeSetName === undefined
        ? requireStack(context, StackName, withId)
        : requireChangeSet(context, ChangeSetName, StackName).changeSet;
    const TemplateBody = templateText(context.resources, definition);
    return { TemplateBody, StagesAvailable: ['Original', 'Processed'] };
  },
});
