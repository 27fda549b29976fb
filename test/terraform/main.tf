# What the example leaves out: private names, regions, associations, extension tags, stacks of CloudFormation, alarms and log groups.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}
provider "aws" {
  profile = "provider"
  region  = "us-east-1"
}
variable "sid" { default = "one" }
resource "aws_vpc" "v" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}
resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.${count.index + 1}.0/24"
  availability_zone = "us-east-1${["a", "b"][count.index]}"
}
resource "aws_security_group" "g" {
  name   = "g"
  vpc_id = aws_vpc.v.id
}
resource "aws_lb" "l" {
  name               = "l"
  load_balancer_type = "network"
  internal           = true
  subnets            = aws_subnet.s[*].id
}
resource "aws_vpc_endpoint_service" "svc" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.l.arn]
  private_dns_name           = "api.example.com"
  supported_regions          = ["us-east-1", "eu-west-1"]
  tags                       = { "postern:auto-accept" = "account=*", "postern:max-bandwidth" = "100 Mbit/s" }
}
resource "aws_route53_zone" "z" { name = "example.com" }
resource "aws_route53_record" "txt" {
  zone_id = aws_route53_zone.z.id
  name    = "${aws_vpc_endpoint_service.svc.private_dns_name_configuration[0].name}.api.example.com"
  type    = "TXT"
  ttl     = 60
  records = [aws_vpc_endpoint_service.svc.private_dns_name_configuration[0].value]
}
resource "aws_vpc_endpoint_service_private_dns_verification" "v" {
  service_id            = aws_vpc_endpoint_service.svc.id
  wait_for_verification = true
  depends_on            = [aws_route53_record.txt]
}
resource "aws_vpc_endpoint" "e" {
  vpc_id            = aws_vpc.v.id
  service_name      = aws_vpc_endpoint_service.svc.service_name
  vpc_endpoint_type = "Interface"
  subnet_ids        = aws_subnet.s[*].id
  lifecycle { ignore_changes = [private_dns_enabled, policy, security_group_ids] }
  tags = { "postern:request-message" = "please" }
}
resource "aws_vpc_endpoint_security_group_association" "a" {
  vpc_endpoint_id             = aws_vpc_endpoint.e.id
  security_group_id           = aws_security_group.g.id
  replace_default_association = true
}
resource "aws_vpc_endpoint_policy" "p" {
  vpc_endpoint_id = aws_vpc_endpoint.e.id
  policy          = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = var.sid, Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] })
  depends_on      = [aws_vpc_endpoint_security_group_association.a]
}
resource "aws_vpc_endpoint_private_dns" "d" {
  vpc_endpoint_id     = aws_vpc_endpoint.e.id
  private_dns_enabled = true
  depends_on          = [aws_vpc_endpoint_service_private_dns_verification.v, aws_vpc_endpoint_policy.p]
}
data "aws_vpc_endpoint_service" "found" {
  service_name = aws_vpc_endpoint_service.svc.service_name
}
data "aws_vpc_endpoint" "e" {
  id         = aws_vpc_endpoint.e.id
  depends_on = [aws_vpc_endpoint_private_dns.d]
}
# A stack whose template is changed with `sid`, and whose output is used.
resource "aws_cloudformation_stack" "s" {
  name         = "network"
  capabilities = ["CAPABILITY_IAM"]
  parameters   = { Cidr = "10.9.0.0/16" }
  tags         = { team = "net" }
  template_body = jsonencode({
    Parameters = { Cidr = { Type = "String" } }
    Resources = {
      Vpc = { Type = "AWS::EC2::VPC", Properties = { CidrBlock = { Ref = "Cidr" }, Tags = [{ Key = "sid", Value = var.sid }] } }
    }
    Outputs = { VpcId = { Value = { Ref = "Vpc" } } }
  })
}
resource "aws_subnet" "of_stack" {
  vpc_id     = aws_cloudformation_stack.s.outputs["VpcId"]
  cidr_block = "10.9.1.0/24"
  # To Terraform outputs of a stack are unknown while it changes.
  lifecycle { ignore_changes = [vpc_id] }
}
output "dns_names" { value = data.aws_vpc_endpoint.e.dns_entry[*].dns_name }
output "owner" { value = data.aws_vpc_endpoint_service.found.owner }
resource "aws_sns_topic" "t" { name = "ops" }
resource "aws_cloudwatch_metric_alarm" "m" {
  alarm_name          = "rejected"
  namespace           = "AWS/NetworkELB"
  metric_name         = "RejectedFlowCount"
  dimensions          = { LoadBalancer = aws_lb.l.arn_suffix }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 0.5
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.t.arn]
  tags                = { a = "b" }
}
resource "aws_route53_health_check" "h" {
  type                            = "CLOUDWATCH_METRIC"
  cloudwatch_alarm_name           = aws_cloudwatch_metric_alarm.m.alarm_name
  cloudwatch_alarm_region         = "us-east-1"
  insufficient_data_health_status = "Healthy"
}
resource "aws_cloudwatch_log_group" "g" {
  name              = "/shop/web"
  retention_in_days = 30
  tags              = { a = "b" }
}
