// The AWS query protocol of SNS, IAM and STS: a form goes in, XML comes out.
import { AwsFault, type Call } from '../call.ts';
import { isOperationName, type Protocol, type WireRequest } from './protocol.ts';
import { queryErrorCode } from './query-error-code.ts';
import { parseQueryForm } from './query-form.ts';
import { xmlElement } from './xml.ts';

const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['sns', 'http://sns.amazonaws.com/doc/2010-03-31/'],
  ['iam', 'https://iam.amazonaws.com/doc/2010-05-08/'],
  ['sts', 'https://sts.amazonaws.com/doc/2011-06-15/'],
  ['monitoring', 'http://monitoring.amazonaws.com/doc/2010-08-01/'],
]);

export const queryProtocol: Protocol = {
  accepts: (request) =>
    (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded') ||
    /[?&]Action=/.test(request.path),

  operation(request) {
    const name = fields(request).get('Action') ?? '';
    if (!isOperationName(name)) throw new AwsFault('MissingAction', 'The request names no Action.');
    return name;
  },

  parse: (request) => parseQueryForm(fields(request)),

  answer(call, output, requestId) {
    const name = `${call.operation}Response`;
    const result = `<${call.operation}Result>${members(output)}</${call.operation}Result>`;
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return {
      status: 200,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: `<${name} xmlns="${namespace(call)}">${result}${metadata}</${name}>`,
    };
  },

  fault(call, fault, requestId) {
    const error = {
      Type: fault.status >= 500 ? 'Receiver' : 'Sender',
      Code: queryErrorCode(call, fault),
      Message: fault.message,
      ...fault.fields,
    };
    return {
      status: fault.status,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: `<ErrorResponse xmlns="${namespace(call)}">${xmlElement('Error', error)}<RequestId>${requestId}</RequestId></ErrorResponse>`,
    };
  },
};

function fields(request: WireRequest): URLSearchParams {
  if (request.method !== 'GET') return new URLSearchParams(request.body.toString('utf8'));
  return new URLSearchParams(request.path.slice(request.path.indexOf('?') + 1));
}

function members(output: object): string {
  return Object.entries(output)
    .map(([name, value]) => xmlElement(name, value))
    .join('');
}

function namespace(call: Call): string {
  return NAMESPACES.get(call.service) ?? 'https://sandbox.invalid/';
}
