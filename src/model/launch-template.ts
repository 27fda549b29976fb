/** What a launch from a template comes to: which version is meant, and what it says together with the request. */
import type { Reader } from './access.ts';
import { launchTemplateNameClaimId } from './claim-ids.ts';
import type {
  LaunchTags,
  LaunchTemplate,
  LaunchTemplateData,
  LaunchTemplateVersion,
} from './launch-template-resources.ts';
import { launchTemplateVersionId } from './launch-template-resources.ts';

/** Whose template is meant, and where. */
export interface LaunchScope {
  readonly resources: Reader;
  readonly accountId: string;
  readonly region: string;
}

/** How requests name a template: by one of the two. */
export interface LaunchTemplateNaming {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
}

/** The account's template that is named, if there is one. */
export function findLaunchTemplate(
  { resources, accountId, region }: LaunchScope,
  { LaunchTemplateId: id, LaunchTemplateName: name }: LaunchTemplateNaming,
): LaunchTemplate | undefined {
  const holder =
    id ?? resources.get('claim', launchTemplateNameClaimId(accountId, region, name ?? ''))?.holder ?? '';
  const found = resources.get('launchTemplate', holder);
  return found?.accountId === accountId && found.region === region ? found : undefined;
}

/**
 * The version that `$Latest`, `$Default` or a number in decimal digits means; the default one when nothing is said.
 * @returns undefined when there is none, or the text is none of these
 */
export function findLaunchTemplateVersion(
  resources: Reader,
  template: LaunchTemplate,
  text: string | undefined,
): LaunchTemplateVersion | undefined {
  const number = versionNumber(template, text === undefined || text === '' ? '$Default' : text);
  return number === undefined
    ? undefined
    : resources.get('launchTemplateVersion', launchTemplateVersionId(template.id, number));
}

function versionNumber(template: LaunchTemplate, text: string): number | undefined {
  if (text === '$Latest') return template.latestVersion;
  if (text === '$Default') return template.defaultVersion;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/**
 * A request with what the template says beside it: members of the request win, tags and options of metadata each by
 * itself, everything else as a whole.
 * @param request of RunInstances, decoded
 */
export function withTemplate<Request extends object>(request: Request, data: LaunchTemplateData): Request {
  // The members of a template are members of RunInstances.
  const given = Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined),
  ) as LaunchTemplateData;
  return {
    ...data,
    ...given,
    ...both('MetadataOptions', data, given),
    ...both('Placement', data, given),
    ...tagsOfBoth(data.TagSpecifications ?? [], given.TagSpecifications ?? []),
  } as Request;
}

/** The value without members that say nothing: undefined, empty texts, lists and structures. */
export function said(value: object): object {
  const entries = Object.entries(value).map(([name, each]) => [name, saidIn(each)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}

function saidIn(value: unknown): unknown {
  if (value === '' || value === null) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(elementIn);
  if (typeof value !== 'object') return value;
  const inside = said(value);
  return Object.keys(inside).length === 0 ? undefined : inside;
}

/** Elements stay where they are: an empty value of a tag is a value. */
function elementIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return 'Key' in value && !('ResourceType' in value) ? value : said(value);
}

function both(name: 'MetadataOptions' | 'Placement', data: LaunchTemplateData, given: LaunchTemplateData) {
  const joined = { ...data[name], ...given[name] };
  return Object.keys(joined).length === 0 ? {} : { [name]: joined };
}

function tagsOfBoth(data: readonly LaunchTags[], given: readonly LaunchTags[]) {
  if (data.length + given.length === 0) return {};
  const types = [...new Set([...data, ...given].map(({ ResourceType }) => ResourceType))];
  const of = (specifications: readonly LaunchTags[], type: string | undefined) =>
    specifications.filter(({ ResourceType }) => ResourceType === type);
  return {
    TagSpecifications: types.flatMap((type) => {
      const [first, ...more] = of(given, type);
      const Tags = first?.Tags ?? [];
      const inherited = of(data, type)
        .flatMap((each) => each.Tags ?? [])
        .filter(({ Key }) => Tags.every((tag) => tag.Key !== Key));
      // One that is given twice stays so, and is refused.
      return [{ ResourceType: type, Tags: [...inherited, ...Tags] }, ...more];
    }),
  };
}
