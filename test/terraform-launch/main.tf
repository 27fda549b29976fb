# An instance from a launch template and one by itself, with an image that is looked up. The template has no user data: the
# provider finds a change in it at every plan, on AWS too (hashicorp/terraform-provider-aws#30825).
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}
provider "aws" {
  profile = "provider"
  region  = "us-east-1"
}
variable "hops" { default = 1 }
data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }
  filter {
    name   = "virtualization-type"
    values = ["hvm"]
  }
}
data "aws_ssm_parameter" "linux" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "s" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-1a"
}
resource "aws_security_group" "g" {
  name   = "g"
  vpc_id = aws_vpc.v.id
}
resource "aws_launch_template" "t" {
  name                   = "web"
  image_id               = data.aws_ami.linux.id
  instance_type          = "t3.micro"
  update_default_version = true
  vpc_security_group_ids = [aws_security_group.g.id]
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = var.hops
  }
  monitoring {
    enabled = true
  }
  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "from template" }
  }
  tags = { team = "web" }
}
resource "aws_instance" "from_template" {
  subnet_id = aws_subnet.s.id
  launch_template {
    id      = aws_launch_template.t.id
    version = "1"
  }
  # As on AWS, what it has of the template and not of here would be taken off.
  tags = { Name = "from template" }
}
resource "aws_instance" "alone" {
  ami                     = nonsensitive(data.aws_ssm_parameter.linux.value)
  instance_type           = "t3.micro"
  subnet_id               = aws_subnet.s.id
  vpc_security_group_ids  = [aws_security_group.g.id]
  disable_api_termination = var.hops == 1
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = var.hops
  }
  user_data = "#!/bin/sh\nexec sleep 1000\n"
  tags      = { Name = "alone" }
}
output "tokens" {
  value = aws_instance.from_template.metadata_options[0].http_tokens
}
