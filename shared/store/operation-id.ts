// Deterministic UUIDs (RFC 9562, version 5) for mails: a second try of the same mail carries the same name.
import { createHash } from 'node:crypto';

const namespace = Buffer.from('8f4c6a52d0b34a1e9d3b6f1f1c7a2e55', 'hex');

export function operationIdOf(...parts: readonly string[]): string {
  const bytes = createHash('sha1')
    .update(namespace)
    .update(parts.join('/'))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
