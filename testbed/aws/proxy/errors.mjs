// @ts-check
/**
 * Error answers in the protocol that the caller speaks: JSON (Cognito), query (IAM, STS) and REST-XML (S3).
 */

/** @typedef {import('../proxy.mjs').Answer} Answer */

/**
 * @param {string} contentType of the request
 * @param {{ code: string, message?: string, status?: number, headers?: Record<string, string> }} error
 * @returns {Answer}
 */
export function serviceError(contentType, { code, message = 'test proxy', status = 400, headers = {} }) {
  if (contentType.includes('amz-json')) {
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code, ...headers },
      body: Buffer.from(JSON.stringify({ __type: code, message })),
    };
  }
  const error = `<Code>${code}</Code><Message>${message}</Message>`;
  const isQuery = contentType.startsWith('application/x-www-form-urlencoded');
  const type = status < 500 ? 'Sender' : 'Receiver';
  const xml = isQuery
    ? `<ErrorResponse><Error><Type>${type}</Type>${error}</Error><RequestId>test</RequestId></ErrorResponse>`
    : `<Error>${error}<RequestId>test</RequestId></Error>`;
  return { status, headers: { 'content-type': 'text/xml', ...headers }, body: Buffer.from(xml) };
}

/**
 * Each service throttles under a name of its own.
 *
 * @param {string} service
 * @param {string} contentType of the request
 * @returns {Answer}
 */
export function throttling(service, contentType) {
  if (service === 's3') {
    return serviceError(contentType, {
      code: 'SlowDown',
      message: 'Please reduce your request rate.',
      status: 503,
    });
  }
  const code = service === 'iam' || service === 'sts' ? 'Throttling' : 'TooManyRequestsException';
  return serviceError(contentType, { code, message: 'Rate exceeded' });
}

/**
 * A session that is over.
 *
 * @param {string} contentType of the request
 * @returns {Answer}
 */
export function expired(contentType) {
  const message = 'The security token included in the request is expired';
  return contentType.includes('json')
    ? serviceError(contentType, { code: 'ExpiredTokenException', message })
    : serviceError(contentType, { code: 'ExpiredToken', message, status: 403 });
}
