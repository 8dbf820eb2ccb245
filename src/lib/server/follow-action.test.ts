import { describe, expect, it } from 'vitest';
import type { LevelScope, NoticeLevel } from '../domain/notice.ts';
import { actorAs } from '../domain/an-actor.ts';
import { refused, done, type Outcome } from '../domain/outcome.ts';
import { followAction } from './follow-action.ts';

describe('choosing the level of a thread', () => {
	const asked: [LevelScope, NoticeLevel | null][] = [];
	const send = (fields: Record<string, string>, outcome: Outcome = done()) =>
		followAction({
			locals: {
				actor: actorAs('gem_oov'),
				signIn: null,
				services: {
					notices: {
						setLevel: (_: unknown, scope: LevelScope, level: NoticeLevel | null) => {
							asked.push([scope, level]);
							return Promise.resolve(outcome);
						}
					}
				}
				// The action asks for nothing else.
			} as unknown as App.Locals,
			params: { question: 'q' },
			request: new Request('http://localhost/', {
				method: 'POST',
				body: new URLSearchParams(fields)
			})
		});

	it('is for the question of the address, whatever the form names', async () => {
		expect(await send({ level: 'alles', question: 'other', lab: 'lab' })).toEqual({
			follow: 'saved'
		});
		expect(await send({ level: '' })).toEqual({ follow: 'saved' });
		const scope = { of: 'question', questionId: 'q' };
		expect(asked).toEqual([
			[scope, 'alles'],
			[scope, null]
		]);
	});

	it('is refused where it is no level, and where the question is not there', async () => {
		expect(await send({ level: 'veel' })).toMatchObject({ status: 400 });
		expect(await send({})).toMatchObject({ status: 400 });
		expect(await send({ level: 'mij' }, refused('not-found'))).toMatchObject({ status: 404 });
	});
});
