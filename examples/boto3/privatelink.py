"""PrivateLink between two accounts whose networks have the same addresses, from request to rejection, and away again.

Uses two profiles, `provider` and `consumer`; nothing here knows whether they lead to AWS.
With Postern: eval "$(postern env --profiles FILE)"
"""
import time

import boto3

provider = boto3.Session(profile_name="provider", region_name="us-east-1")
consumer = boto3.Session(profile_name="consumer", region_name="us-east-1")


def network(ec2):
    """A VPC with a subnet in each of two zones."""
    zones = ec2.describe_availability_zones()["AvailabilityZones"][:2]
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{at}.0/24", AvailabilityZone=zone["ZoneName"])["Subnet"]["SubnetId"]
        for at, zone in enumerate(zones, start=1)
    ]
    return vpc, subnets


def wait_for(what, ready, seconds=60):
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.2)


# The provider publishes a service.
ec2, elb = provider.client("ec2"), provider.client("elbv2")
vpc, subnets = network(ec2)
balancer = elb.create_load_balancer(Name="shop", Type="network", Scheme="internal", Subnets=subnets)["LoadBalancers"][0]
elb.get_waiter("load_balancer_available").wait(LoadBalancerArns=[balancer["LoadBalancerArn"]])
group = elb.create_target_group(Name="web", Protocol="TCP", Port=8080, TargetType="ip", VpcId=vpc)["TargetGroups"][0]
elb.register_targets(TargetGroupArn=group["TargetGroupArn"], Targets=[{"Id": "10.0.1.10"}])
forward = [{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}]
elb.create_listener(LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="TCP", Port=80, DefaultActions=forward)
service = ec2.create_vpc_endpoint_service_configuration(
    NetworkLoadBalancerArns=[balancer["LoadBalancerArn"]], AcceptanceRequired=True
)["ServiceConfiguration"]
account = consumer.client("sts").get_caller_identity()["Account"]
ec2.modify_vpc_endpoint_service_permissions(
    ServiceId=service["ServiceId"], AddAllowedPrincipals=[f"arn:aws:iam::{account}:root"]
)
print("service", service["ServiceName"])

# The consumer, with the very same addresses, asks for an endpoint.
ec2c = consumer.client("ec2")
vpc2, subnets2 = network(ec2c)
found = ec2c.describe_vpc_endpoint_services(ServiceNames=[service["ServiceName"]])["ServiceDetails"][0]
print("offered in", *sorted(found["AvailabilityZones"]))
endpoint = ec2c.create_vpc_endpoint(
    VpcEndpointType="Interface", VpcId=vpc2, ServiceName=service["ServiceName"], SubnetIds=subnets2
)["VpcEndpoint"]
print("asked", endpoint["State"])


def state():
    pages = ec2c.get_paginator("describe_vpc_endpoints").paginate(Filters=[{"Name": "vpc-id", "Values": [vpc2]}])
    return next((each["State"] for page in pages for each in page["VpcEndpoints"]), "gone")


# The provider accepts whatever is pending, and later thinks better of it.
pages = ec2.get_paginator("describe_vpc_endpoint_connections").paginate(
    Filters=[{"Name": "vpc-endpoint-state", "Values": ["pendingAcceptance"]}]
)
pending = [each["VpcEndpointId"] for page in pages for each in page["VpcEndpointConnections"]]
ec2.accept_vpc_endpoint_connections(ServiceId=service["ServiceId"], VpcEndpointIds=pending)
wait_for("the endpoint", lambda: state() == "available")
print("accepted", state())
ec2.reject_vpc_endpoint_connections(ServiceId=service["ServiceId"], VpcEndpointIds=pending)
print("rejected", state())

# Everything goes again.
ec2c.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])
wait_for("the endpoint to go", lambda: state() == "gone")
ec2.delete_vpc_endpoint_service_configurations(ServiceIds=[service["ServiceId"]])
elb.delete_load_balancer(LoadBalancerArn=balancer["LoadBalancerArn"])
elb.get_waiter("load_balancers_deleted").wait(LoadBalancerArns=[balancer["LoadBalancerArn"]])
elb.delete_target_group(TargetGroupArn=group["TargetGroupArn"])
for client, ids, network_id in (ec2, subnets, vpc), (ec2c, subnets2, vpc2):
    for subnet in ids:
        client.delete_subnet(SubnetId=subnet)
    client.delete_vpc(VpcId=network_id)
print("gone")
