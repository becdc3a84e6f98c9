/**
 * Keys and ids of messages. An id is a digest of its key: it is known before anything is stored, and a message that is
 * handed over again has the same one.
 */
import { createHash } from 'node:crypto';

/** Scoped by account, so that nobody can take a key that another will use. */
export const postedKey = (accountId: string, clientKey: string): string => `p:${accountId}:${clientKey}`;

export const sentKey = (key: string): string => `b:${key}`;

/** 22 characters of A–Z a–z 0–9 `_` `-`. */
export const messageIdOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 22);
