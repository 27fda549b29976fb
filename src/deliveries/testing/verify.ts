/**
 * Verifies a notification as a receiver would that was written from AWS's documentation.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html
 */
import { createVerify, X509Certificate } from 'node:crypto';

const notificationFields = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const confirmationFields = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

export type NotificationBody = Readonly<Record<string, string>>;

export function isGenuine(body: NotificationBody, certificatePem: string): boolean {
  const fields = body.Type === 'Notification' ? notificationFields : confirmationFields;
  let text = '';
  for (const field of fields) {
    if (body[field] !== undefined) text += `${field}\n${body[field]}\n`;
  }
  const verify = createVerify(body.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1');
  verify.update(text, 'utf8');
  return verify.verify(new X509Certificate(certificatePem).publicKey, body.Signature ?? '', 'base64');
}
