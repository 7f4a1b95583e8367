// @ts-check
import { DefaultArtifactClient } from '@actions/artifact';

const client = new DefaultArtifactClient();
const { artifact } = await client.getArtifact(process.env['INPUT_NAME'] ?? '');
const path = process.env['INPUT_PATH'] ?? '';
await client.downloadArtifact(artifact.id, { path, expectedHash: artifact.digest ?? '' });
console.log(`downloaded ${artifact.name} to ${path}`);
