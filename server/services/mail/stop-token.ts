import { createHmac, timingSafeEqual } from 'node:crypto';
import type { StopScope } from '../../../src/lib/domain/notice.ts';

/*
 * A link that stops mail, signed instead of stored: a mail is made anew each time it is tried, and a
 * token of which only the hash is kept could not be written into it a second time.
 */

/** member.scope.id.signature; the id is empty where the scope has none. */
const shape = /^([\w-]{1,64})\.(question|lab|overview|all)\.([\w-]{0,64})\.([\w-]{43})$/;

export function stopToken(secret: Buffer, memberId: string, scope: StopScope): string {
	const said = `${memberId}.${scope.of}.${idOf(scope)}`;
	return `${said}.${sign(secret, said)}`;
}

/** Null: it is none of ours, or not of this secret. */
export function readStopToken(
	secret: Buffer,
	token: string
): { memberId: string; scope: StopScope } | null {
	const [, memberId, of, id, signature] = shape.exec(token) ?? [];
	if (memberId === undefined || id === undefined || signature === undefined) return null;
	const right = sign(secret, `${memberId}.${of}.${id}`);
	if (!timingSafeEqual(Buffer.from(signature), Buffer.from(right))) return null;
	switch (of) {
		case 'question':
			return { memberId, scope: { of, questionId: id } };
		case 'lab':
			return { memberId, scope: { of, labId: id } };
		case 'overview':
		case 'all':
			return { memberId, scope: { of } };
		default:
			return null;
	}
}

function sign(secret: Buffer, said: string): string {
	return createHmac('sha256', secret).update(`stop ${said}`).digest('base64url');
}

function idOf(scope: StopScope): string {
	if (scope.of === 'question') return scope.questionId;
	return scope.of === 'lab' ? scope.labId : '';
}
