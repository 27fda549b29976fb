/** What is known of resource types before any of them is made: which properties there are and what changing them means. */

/** What it takes to change a property: nothing but a call, another resource, or another resource for some values. */
export type PropertyUpdates = 'in-place' | 'replace' | 'conditional';

/** One top-level property. */
export interface PropertySchema {
  readonly updates: PropertyUpdates;
  readonly required: boolean;
  /** Whether it can be set but not read back, so that drift cannot be told. */
  readonly writeOnly?: boolean;
}

/** Whether `Fn::GetAtt` gives a text or a list of texts. */
export type AttributeKind = 'string' | 'list';

export interface ResourceSchema {
  /** By name as in a template: `CidrBlock`. */
  readonly properties: ReadonlyMap<string, PropertySchema>;
  /** By name as `Fn::GetAtt` has it: `DnsEntries`, `Endpoint.Address`. */
  readonly attributes: ReadonlyMap<string, AttributeKind>;
  /** Names of the properties and attributes that identify it, as an import needs them: `['VpcId']`. */
  readonly primaryIdentifier: readonly string[];
  /** The property that holds tags, `Tags` for most; left out where the stack's tags have no effect. */
  readonly tagsProperty?: string;
}

/**
 * Finds the schema of a resource type.
 * @returns undefined when the type is not supported
 */
export type SchemaOf = (type: string) => ResourceSchema | undefined;
