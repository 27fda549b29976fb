/** What a person sees who opens the port in a browser. */
export const helpPage = `Postern: AWS PrivateLink for any Linux machine.

This port speaks the AWS API (EC2, Elastic Load Balancing v2, STS). Point a client of AWS at it:

  eval "$(postern env)"          sets the endpoint, a region and credentials
  aws sts get-caller-identity    asks who you are
  aws ec2 describe-vpcs          and what you have

Every request must be signed. \`postern account create\` makes an account with credentials of its own.
`;
