# PrivateLink between two accounts whose networks have the same addresses: nothing here knows whether it is AWS.
# The two profiles say so. With Postern: eval "$(postern env --profiles FILE)".
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "description" {
  type    = string
  default = "clients of the shop"
}
variable "idle_timeout" {
  type    = number
  default = 350
}

variable "health_check_interval" {
  type    = number
  default = 10
}

provider "aws" {
  alias   = "provider"
  profile = "provider"
  region  = "us-east-1"
}

provider "aws" {
  alias   = "consumer"
  profile = "consumer"
  region  = "us-east-1"
}

# The provider: servers behind a load balancer, and an endpoint service over it.

data "aws_caller_identity" "consumer" { provider = aws.consumer }
data "aws_availability_zones" "there" {
  provider = aws.provider
  state    = "available"
}

resource "aws_vpc" "provider" {
  provider   = aws.provider
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "provider" }
}

resource "aws_subnet" "provider" {
  provider          = aws.provider
  count             = 2
  vpc_id            = aws_vpc.provider.id
  cidr_block        = "10.0.${count.index + 1}.0/24"
  availability_zone = data.aws_availability_zones.there.names[count.index]
}

resource "aws_lb" "shop" {
  provider           = aws.provider
  name               = "shop"
  load_balancer_type = "network"
  internal           = true

  enable_cross_zone_load_balancing = true
  subnets                          = aws_subnet.provider[*].id
  tags                             = { Name = "shop" }
}

resource "aws_lb_target_group" "web" {
  provider    = aws.provider
  name        = "web"
  port        = 8080
  protocol    = "TCP"
  target_type = "ip"
  vpc_id      = aws_vpc.provider.id
  health_check {
    protocol = "TCP"
    interval = var.health_check_interval
  }
}

resource "aws_lb_target_group_attachment" "web" {
  provider         = aws.provider
  target_group_arn = aws_lb_target_group.web.arn
  target_id        = "10.0.1.10"
}

resource "aws_lb_listener" "web" {
  provider          = aws.provider
  load_balancer_arn = aws_lb.shop.arn
  port              = 80
  protocol          = "TCP"

  tcp_idle_timeout_seconds = var.idle_timeout

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_vpc_endpoint_service" "shop" {
  provider                   = aws.provider
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.shop.arn]
  tags                       = { Name = "shop" }
}

resource "aws_vpc_endpoint_service_allowed_principal" "consumer" {
  provider                = aws.provider
  vpc_endpoint_service_id = aws_vpc_endpoint_service.shop.id
  principal_arn           = "arn:aws:iam::${data.aws_caller_identity.consumer.account_id}:root"
}

resource "aws_vpc_endpoint_connection_accepter" "consumer" {
  provider                = aws.provider
  vpc_endpoint_service_id = aws_vpc_endpoint_service.shop.id
  vpc_endpoint_id         = aws_vpc_endpoint.shop.id
}

resource "aws_sns_topic" "connections" {
  provider = aws.provider
  name     = "connections"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "vpce.amazonaws.com" }
      Action    = "SNS:Publish"
      Resource  = "*"
    }]
  })
}

resource "aws_vpc_endpoint_connection_notification" "shop" {
  provider                    = aws.provider
  vpc_endpoint_service_id     = aws_vpc_endpoint_service.shop.id
  connection_notification_arn = aws_sns_topic.connections.arn
  connection_events           = ["Accept", "Connect", "Delete", "Reject"]
}

# The consumer: the same addresses, an endpoint, and a name for it.

resource "aws_vpc" "consumer" {
  provider             = aws.consumer
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "consumer" }
}

resource "aws_subnet" "consumer" {
  provider          = aws.consumer
  count             = 2
  vpc_id            = aws_vpc.consumer.id
  cidr_block        = "10.0.${count.index + 1}.0/24"
  availability_zone = data.aws_availability_zones.there.names[count.index]
}

resource "aws_route_table" "consumer" {
  provider = aws.consumer
  vpc_id   = aws_vpc.consumer.id
}

resource "aws_route_table_association" "consumer" {
  provider       = aws.consumer
  count          = 2
  subnet_id      = aws_subnet.consumer[count.index].id
  route_table_id = aws_route_table.consumer.id
}

resource "aws_ec2_managed_prefix_list" "clients" {
  provider       = aws.consumer
  name           = "clients"
  address_family = "IPv4"
  max_entries    = 5
  entry {
    cidr        = "10.0.1.0/24"
    description = "the first zone"
  }
}

resource "aws_security_group" "endpoint" {
  provider    = aws.consumer
  name        = "endpoint"
  description = "clients of the endpoint"
  vpc_id      = aws_vpc.consumer.id
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  provider          = aws.consumer
  security_group_id = aws_security_group.endpoint.id
  description       = var.description
  prefix_list_id    = aws_ec2_managed_prefix_list.clients.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_security_group_ingress_rule" "second_zone" {
  provider          = aws.consumer
  security_group_id = aws_security_group.endpoint.id
  cidr_ipv4         = "10.0.2.0/24"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_endpoint" "shop" {
  provider           = aws.consumer
  vpc_id             = aws_vpc.consumer.id
  vpc_endpoint_type  = "Interface"
  service_name       = aws_vpc_endpoint_service.shop.service_name
  subnet_ids         = aws_subnet.consumer[*].id
  security_group_ids = [aws_security_group.endpoint.id]
  tags               = { Name = "shop" }
  depends_on         = [aws_vpc_endpoint_service_allowed_principal.consumer]
}

resource "aws_route53_zone" "internal" {
  provider = aws.consumer
  name     = "example.internal"
  vpc { vpc_id = aws_vpc.consumer.id }
}

resource "aws_route53_record" "shop" {
  provider = aws.consumer
  zone_id  = aws_route53_zone.internal.zone_id
  name     = "shop.example.internal"
  type     = "A"
  alias {
    name                   = aws_vpc_endpoint.shop.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.shop.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_iam_role" "connector" {
  provider = aws.consumer
  name     = "connector"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.consumer.account_id}:root" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "connector" {
  provider = aws.consumer
  name     = "connect"
  role     = aws_iam_role.connector.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["ec2:CreateVpcEndpoint", "ec2:Describe*"]
      Resource = "*"
    }]
  })
}

output "service_name" { value = aws_vpc_endpoint_service.shop.service_name }
output "endpoint_id" { value = aws_vpc_endpoint.shop.id }
output "dns_name" { value = aws_vpc_endpoint.shop.dns_entry[0].dns_name }
