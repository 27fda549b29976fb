/** The words of a template, as it is after reading and before anything in it is computed. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** Sections in the order of the text; every name in it is valid and every reference leads somewhere. */
export interface Template {
  readonly description?: string;
  readonly metadata?: Json;
  readonly parameters: ReadonlyMap<string, ParameterDeclaration>;
  readonly rules: ReadonlyMap<string, RuleDeclaration>;
  readonly mappings: ReadonlyMap<string, JsonObject>;
  /** What each stands for, not computed. */
  readonly conditions: ReadonlyMap<string, Json>;
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly outputs: ReadonlyMap<string, OutputDeclaration>;
}

export interface ParameterDeclaration {
  /** `String`, `Number`, `List<Number>`, `CommaDelimitedList`, `AWS::SSM::Parameter::Value<String>`, `AWS::EC2::VPC::Id`, ... */
  readonly type: string;
  readonly default?: string;
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
  readonly constraintDescription?: string;
  readonly description?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly noEcho: boolean;
}

/** What must hold of the parameters before anything is done. */
export interface RuleDeclaration {
  /** When it applies; always, if left out. Not computed. */
  readonly ruleCondition?: Json;
  readonly assertions: readonly { readonly assert: Json; readonly description?: string }[];
}

export interface ResourceDeclaration {
  readonly type: string;
  /** With functions in them. */
  readonly properties: JsonObject;
  readonly condition?: string;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: DeletionPolicy;
  /** Whether the template says so, which it need not for `Delete`. */
  readonly isDeletionPolicyStated?: true;
  readonly updateReplacePolicy: UpdateReplacePolicy;
  readonly metadata?: Json;
}

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';
export type UpdateReplacePolicy = 'Delete' | 'Retain' | 'Snapshot';

export interface OutputDeclaration {
  readonly value: Json;
  readonly description?: string;
  /** What `Export.Name` stands for, not computed. */
  readonly exportName?: Json;
  readonly condition?: string;
}
