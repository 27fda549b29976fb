/**
 * What a request publishes, checked.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
import type { MessageAttributeValue, PublishInput } from '@aws-sdk/client-sns';
import type { MessageAttribute } from '../../../model/notification-resources.ts';
import { invalidParameter } from './errors.ts';
import type { TopicMessage } from './publish.ts';

/** Bytes of a message with its attributes, or of all messages of a batch together. */
export const messageBytesMax = 262_144;
const subjectCharactersMax = 100;
const attributeCharactersMax = 256;

type MessageInput = Pick<PublishInput, 'Message' | 'Subject' | 'MessageStructure' | 'MessageAttributes'>;

/** @throws ServiceError `InvalidParameter` */
export function checkMessage(input: MessageInput): TopicMessage & { readonly bytes: number } {
  const { Message: message = '', Subject: subject, MessageStructure: structure } = input;
  if (message === '') throw invalidParameter('Empty message');
  if (subject !== undefined) checkSubject(subject);
  const attributes = Object.fromEntries(
    Object.entries(input.MessageAttributes ?? {}).map(([name, value]) => [name, checkAttribute(name, value)]),
  );
  const bytes = Object.entries(attributes).reduce(
    (sum, [name, { dataType, value }]) => sum + Buffer.byteLength(name + dataType + value),
    Buffer.byteLength(message),
  );
  if (bytes > messageBytesMax) throw invalidParameter('Message too long');
  return { bytes, attributes, ...(subject !== undefined && { subject }), ...textsOf(message, structure) };
}

function textsOf(
  message: string,
  structure: string | undefined,
): Pick<TopicMessage, 'message' | 'byProtocol'> {
  if (structure === undefined || structure === '') return { message };
  if (structure !== 'json') throw invalidParameter('MessageStructure');
  let texts: unknown;
  try {
    texts = JSON.parse(message);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  const entries =
    typeof texts === 'object' && texts !== null && !Array.isArray(texts) ? Object.entries(texts) : [];
  const byProtocol = Object.fromEntries(entries.filter(([, text]) => typeof text === 'string'));
  const { default: fallback } = byProtocol;
  if (fallback === undefined) {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  return { message: fallback, byProtocol };
}

function checkSubject(subject: string): void {
  const isShown = subject.length >= 1 && subject.length <= subjectCharactersMax;
  // Printable ASCII that begins with a letter, a digit or punctuation.
  if (!isShown || !/^[\x21-\x7e][\x20-\x7e]*$/.test(subject)) throw invalidParameter('Subject');
}

function checkAttribute(name: string, given: MessageAttributeValue): MessageAttribute {
  const wrong = (reason: string) => invalidParameter('MessageAttributes', reason);
  if (
    name.length > attributeCharactersMax ||
    !/^[\w-]+(?:\.[\w-]+)*$/.test(name) ||
    /^(?:aws|amazon)\./i.test(name)
  )
    throw wrong(
      'a name is up to 256 letters, digits, and _ - . within it, and does not begin with aws. or amazon.',
    );
  const { DataType: dataType = '', StringValue: text, BinaryValue: bytes } = given;
  if (!/^(?:String|Number|Binary)(?:\.[^\s]+)?$/.test(dataType) || dataType.length > attributeCharactersMax)
    throw wrong(`the data type of '${name}' must be String, String.Array, Number or Binary`);
  if (dataType.startsWith('Binary')) {
    if (bytes === undefined || bytes.length === 0 || text !== undefined)
      throw wrong(`'${name}' needs a BinaryValue and nothing else`);
    return { dataType, value: Buffer.from(bytes).toString('base64') };
  }
  if (text === undefined || text === '' || bytes !== undefined)
    throw wrong(`'${name}' needs a StringValue and nothing else`);
  if (dataType.startsWith('Number') && !/^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text))
    throw wrong(`the value of '${name}' is not a number`);
  return { dataType, value: text };
}
