import type { NoticeKind } from '../../src/lib/domain/notice.ts';
import type { RoundState } from '../../src/lib/domain/expert-round.ts';
import type { LabRepository } from '../store/lab-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import type { RoundRepository } from '../store/round-repository.ts';
import type { DescribeRound } from './notices.ts';
import { seesRound } from './round-parts.ts';

/** In which state of the round each is still worth telling. */
const worth: Partial<Record<NoticeKind, RoundState>> = {
	invited: 'running',
	'round-opened': 'running',
	'round-step': 'running',
	'round-closed': 'closed',
	'round-review': 'closed'
};

/** How a mail may speak of a round to one member, as the round stands when the mail goes. */
export function describeRounds(parts: {
	rounds: RoundRepository;
	members: MemberRepository;
	labs: LabRepository;
	now: () => Date;
}): DescribeRound {
	const { rounds, members, labs, now } = parts;
	return async (roundId, memberId, kinds) => {
		const round = await rounds.find(roundId);
		const actor = await members.findActor(memberId, now());
		if (!round || !actor) return null;
		if (!seesRound(actor, round, await rounds.invitedTo(memberId))) return null;
		const left = Object.entries(kinds).filter(
			([kind]) => worth[kind as NoticeKind] === round.state
		);
		const lab = await labs.find(round.labId);
		if (!lab || left.length === 0) return null;
		return {
			path: `/labs/${lab.slug}/rounds/${round.id}`,
			kinds: Object.fromEntries(left)
		};
	};
}
