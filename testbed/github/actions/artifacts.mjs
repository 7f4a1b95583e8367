// @ts-check
/**
 * The artifact service (version 4) as @actions/artifact uses it: Twirp calls in JSON, and blobs behind signed
 * addresses in the manner of Azure's storage.
 */
import { createHash, randomBytes } from 'node:crypto';
import { unzip } from './zip.mjs';

/** @typedef {import('../http/answers.mjs').Answer} Answer */
/** @typedef {import('../model/world.mjs').World} World */
/** @typedef {import('./runs.mjs').Run} Run */
/** @typedef {import('./runs.mjs').Runs} Runs */

/**
 * @typedef {object} Artifact
 * @property {number} id
 * @property {string} name
 * @property {Run} run
 * @property {string} mimeType
 * @property {string} createdAt
 * @property {string | undefined} expiresAt
 * @property {Map<string, Buffer>} blocks uploaded, not yet put together
 * @property {Buffer} content
 * @property {string | undefined} digest `sha256:…`, from the upload's end on
 * @property {boolean} finished
 * @property {string} signature of the addresses of its blob
 */

/**
 * @typedef {object} Artifacts
 * @property {(filter?: { runId?: number }) => Artifact[]} list those whose upload has finished
 * @property {(name: string) => Artifact | undefined} find the newest of that name
 * @property {(name: string) => Buffer} download what was uploaded; a zip archive, mostly
 * @property {(name: string) => Record<string, string>} files the texts in the archive by path
 * @property {(method: string, body: Record<string, any>, authorization: string | undefined) => Answer} call
 * @property {(request: { method: string, path: string, query: URLSearchParams, body: Buffer }) => Answer} blob
 */

/** What Windows or a URL would trip over. */
const FORBIDDEN = /[":<>|*?\r\n\\/]/;

/**
 * @param {World} world
 * @param {Runs} runs
 * @returns {Artifacts}
 */
export function createArtifacts(world, runs) {
  /** @type {Artifact[]} */
  const all = [];
  const address = (/** @type {Artifact} */ { id, signature }) =>
    `${world.url}/_blob/${id}?sv=2025-01-05&se=${encodeURIComponent(later())}&sig=${signature}`;
  const listed = () => all.filter((artifact) => artifact.finished);
  /** @type {Artifacts} */
  const artifacts = {
    list: ({ runId } = {}) => listed().filter(({ run }) => runId === undefined || run.id === runId),
    find: (name) => listed().findLast((artifact) => artifact.name === name),
    download(name) {
      const artifact = artifacts.find(name);
      if (!artifact) {
        throw new Error(`There is no artifact ${name}, only: ${listed().map((one) => one.name)}`);
      }
      return artifact.content;
    },
    files(name) {
      return Object.fromEntries([...unzip(artifacts.download(name))].map(([path, content]) => [path, String(content)]));
    },
    call(method, body, authorization) {
      const run = runs.ofRuntimeToken(authorization);
      if (!run) {
        return failure(401, 'unauthenticated', 'token is invalid');
      }
      const handler = CALLS[method];
      return handler ? handler({ world, run, all, address }, body) : failure(404, 'bad_route', `no ${method}`);
    },
    blob({ method, path, query, body }) {
      const artifact = all.find(({ id }) => `/_blob/${id}` === path);
      if (!artifact || query.get('sig') !== artifact.signature) {
        return azure(artifact ? 403 : 404, artifact ? 'AuthenticationFailed' : 'BlobNotFound');
      }
      return method === 'PUT' ? upload(artifact, query, body) : deliver(artifact);
    },
  };
  return artifacts;
}

/** @typedef {{ world: World, run: Run, all: Artifact[], address: (artifact: Artifact) => string }} Service */

/** @type {Record<string, (service: Service, body: Record<string, any>) => Answer>} */
const CALLS = {
  CreateArtifact({ world, run, all, address }, body) {
    const name = String(body['name'] ?? '');
    if (name === '' || FORBIDDEN.test(name)) {
      return failure(400, 'invalid_argument', `the artifact name ${name} is invalid`);
    }
    if (all.some((artifact) => artifact.run === run && artifact.name === name)) {
      return failure(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
    }
    /** @type {Artifact} */
    const artifact = {
      id: world.nextId(),
      name,
      run,
      mimeType: body['mime_type'] ?? 'application/zip',
      createdAt: world.now(),
      expiresAt: body['expires_at'],
      blocks: new Map(),
      content: Buffer.alloc(0),
      digest: undefined,
      finished: false,
      signature: randomBytes(16).toString('hex'),
    };
    all.push(artifact);
    return { status: 200, body: { ok: true, signed_upload_url: address(artifact) } };
  },

  FinalizeArtifact(service, body) {
    const artifact = service.all.find(({ run, name }) => run === service.run && name === body['name']);
    if (!artifact) {
      return failure(404, 'not_found', 'artifact not found');
    }
    const digest = `sha256:${createHash('sha256').update(artifact.content).digest('hex')}`;
    const hash = body['hash'];
    if (Number(body['size'] ?? 0) !== artifact.content.length || (hash !== undefined && hash !== digest)) {
      return failure(400, 'invalid_argument', 'size or hash differ from what was uploaded');
    }
    Object.assign(artifact, { finished: true, digest });
    return { status: 200, body: { ok: true, artifact_id: String(artifact.id) } };
  },

  ListArtifacts(service, body) {
    const wanted = service.all.filter(
      ({ run, name, id, finished }) =>
        finished &&
        run.backendId === body['workflow_run_backend_id'] &&
        (body['name_filter'] === undefined || name === body['name_filter']) &&
        (body['id_filter'] === undefined || String(id) === String(body['id_filter'])),
    );
    return {
      status: 200,
      body: {
        artifacts: wanted.map((artifact) => ({
          workflow_run_backend_id: artifact.run.backendId,
          workflow_job_run_backend_id: artifact.run.jobBackendId,
          database_id: String(artifact.id),
          name: artifact.name,
          size: String(artifact.content.length),
          created_at: artifact.createdAt,
          digest: artifact.digest,
        })),
      },
    };
  },

  GetSignedArtifactURL({ all, run, address }, body) {
    const artifact = all.find((one) => one.run === run && one.name === body['name'] && one.finished);
    return artifact
      ? { status: 200, body: { signed_url: address(artifact) } }
      : failure(404, 'not_found', 'artifact not found');
  },
};

/**
 * @param {number} status
 * @param {string} code
 * @param {string} msg
 * @returns {Answer}
 */
function failure(status, code, msg) {
  return { status, body: { code, msg } };
}

/**
 * In blocks which a list then puts into their order, or at once.
 *
 * @param {Artifact} artifact
 * @param {URLSearchParams} query
 * @param {Buffer} body
 * @returns {Answer}
 */
function upload(artifact, query, body) {
  switch (query.get('comp')) {
    case 'block':
      artifact.blocks.set(query.get('blockid') ?? '', body);
      break;
    case 'blocklist': {
      const ids = [...body.toString().matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)].map(
        ([, id]) => id ?? '',
      );
      if (!ids.every((id) => artifact.blocks.has(id))) {
        return azure(400, 'InvalidBlockList');
      }
      artifact.content = Buffer.concat(ids.map((id) => artifact.blocks.get(id) ?? Buffer.alloc(0)));
      break;
    }
    default:
      artifact.content = body;
  }
  return { status: 201, body: '', headers: { ...AZURE, etag: '"1"', 'last-modified': new Date().toUTCString() } };
}

/** @param {Artifact} artifact @returns {Answer} */
function deliver({ name, mimeType, content }) {
  const filename = mimeType === 'application/zip' && !name.endsWith('.zip') ? `${name}.zip` : name;
  const disposition = `attachment; filename="${filename.replaceAll('"', '')}"; filename*=UTF-8''${encodeURIComponent(filename)}`;
  return {
    status: 200,
    body: content,
    headers: { ...AZURE, 'content-type': mimeType, 'content-disposition': disposition },
  };
}

const AZURE = {
  'x-ms-request-id': '00000000-0000-0000-0000-000000000000',
  'x-ms-version': '2025-01-05',
  'x-ms-request-server-encrypted': 'true',
};

/** @param {number} status @param {string} code @returns {Answer} */
function azure(status, code) {
  return {
    status,
    body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    headers: { ...AZURE, 'content-type': 'application/xml', 'x-ms-error-code': code },
  };
}

function later() {
  return new Date(Date.now() + 3_600_000).toISOString();
}
