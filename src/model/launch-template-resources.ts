/**
 * Launch templates: parameters of RunInstances that are kept under a name, in numbered versions that never change.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html
 */
import type { Arn, LaunchTemplateId } from './ids.ts';
import type { Owned } from './owned.ts';

export interface LaunchTemplate extends Owned {
  readonly id: LaunchTemplateId;
  /** Unique in the account and region. */
  readonly name: string;
  readonly createdAt: string;
  readonly createdBy: Arn;
  readonly defaultVersion: number;
  /** The highest one that there is. */
  readonly latestVersion: number;
  /** The highest one that there ever was: no number is used twice. */
  readonly lastVersion: number;
  /** How many there are. */
  readonly versionCount: number;
}

export interface LaunchTemplateVersion {
  /** `<template's id>:<version>` */
  readonly id: string;
  readonly templateId: LaunchTemplateId;
  readonly version: number;
  readonly description?: string;
  readonly createdAt: string;
  readonly createdBy: Arn;
  readonly data: LaunchTemplateData;
}

/** What a version says of instances, in the words of RunInstances. Members that say nothing are left out. */
export interface LaunchTemplateData {
  readonly ImageId?: string;
  readonly InstanceType?: string;
  /** Base64. */
  readonly UserData?: string;
  readonly IamInstanceProfile?: { readonly Arn?: string; readonly Name?: string };
  readonly SecurityGroupIds?: readonly string[];
  readonly SecurityGroups?: readonly string[];
  readonly NetworkInterfaces?: readonly LaunchInterface[];
  readonly Placement?: { readonly AvailabilityZone?: string; readonly Tenancy?: 'default' };
  readonly MetadataOptions?: Partial<MetadataOptions>;
  readonly Monitoring?: { readonly Enabled?: boolean };
  readonly EbsOptimized?: boolean;
  readonly DisableApiTermination?: boolean;
  readonly TagSpecifications?: readonly LaunchTags[];
}

export interface LaunchInterface {
  readonly DeviceIndex?: number;
  readonly SubnetId?: string;
  readonly PrivateIpAddress?: string;
  readonly Groups?: readonly string[];
  readonly Description?: string;
  readonly DeleteOnTermination?: boolean;
  readonly AssociatePublicIpAddress?: boolean;
}

export interface LaunchTags {
  /** `instance`, `network-interface` or `volume` */
  readonly ResourceType?: string;
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

/**
 * How an instance may ask for its metadata. Kept and shown: no metadata service answers here.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
 */
export interface MetadataOptions {
  readonly HttpTokens: 'optional' | 'required';
  /** 1..64 */
  readonly HttpPutResponseHopLimit: number;
  readonly HttpEndpoint: 'enabled' | 'disabled';
  readonly HttpProtocolIpv6: 'enabled' | 'disabled';
  readonly InstanceMetadataTags: 'enabled' | 'disabled';
}

/** What an instance has that was not asked for anything else. */
export const defaultMetadataOptions: MetadataOptions = {
  HttpTokens: 'optional',
  HttpPutResponseHopLimit: 1,
  HttpEndpoint: 'enabled',
  HttpProtocolIpv6: 'disabled',
  InstanceMetadataTags: 'disabled',
};

export function launchTemplateVersionId(templateId: string, version: number): string {
  return `${templateId}:${version}`;
}
