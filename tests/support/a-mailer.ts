import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { AccountService } from '../../server/services/account-service.ts';
import { Mailer } from '../../server/services/mail/mailer.ts';
import type { MailTransport } from '../../server/services/mail/transport.ts';
import {
	Notices,
	type Describe,
	type DescribeRound,
	type News
} from '../../server/services/notices.ts';
import { LabRepository } from '../../server/store/lab-repository.ts';
import { MailRepository } from '../../server/store/mail-repository.ts';
import { MemberRepository } from '../../server/store/member-repository.ts';
import { NoticeRepository } from '../../server/store/notice-repository.ts';
import type { Schema } from '../../server/store/schema.ts';
import type { Store } from '../../server/store/store.ts';
import type { Actor } from '../../src/lib/domain/access.ts';

export const origin = 'https://lab.example';
export const secret = Buffer.alloc(32, 7);

/** Everything between "this happened" and a mail server, with a clock one sets. */
export interface Post {
	store: Store;
	notices: Notices;
	accounts: AccountService;
	mails: MailRepository;
	mailer: Mailer;
	/** What failed without being asked about. */
	failures: unknown[];
	tell(news: Partial<News> & Pick<News, 'to'>): Promise<void>;
	actor(memberId: string): Promise<Actor>;
}

/** A mailer whose beat the test gives itself. */
export function aPost(parts: {
	store: Store;
	transport: MailTransport;
	now: () => Date;
	describe?: Describe;
	describeRound?: DescribeRound;
	forgot?: (id: string) => Promise<void>;
}): Post {
	const { store, transport, now } = parts;
	const describe: Describe =
		parts.describe ??
		((questionId, _memberId, kinds) =>
			Promise.resolve({
				path: `/labs/lab-lab/questions/${questionId}`,
				title: `Over ${questionId}`,
				kinds
			}));
	const describeRound: DescribeRound =
		parts.describeRound ??
		((roundId, _memberId, kinds) =>
			Promise.resolve({ path: `/labs/lab-lab/rounds/${roundId}`, kinds }));
	const newId = () => randomUUID();
	const notices = new Notices({
		...{ store, now, newId },
		mayFollow: async (actor, id) => (await describe(id, actor.memberId, {})) !== null
	});
	const members = new MemberRepository(store.db);
	const accounts = new AccountService({ store, now, newId });
	const mails = new MailRepository(store.db);
	const failures: unknown[] = [];
	const mailer = new Mailer({
		...{ store, mails, members, describe, describeRound, transport, secret, origin, now, newId },
		makeLink: (memberId) => accounts.makeLink(memberId),
		notices: new NoticeRepository(store.db),
		labs: new LabRepository(store.db),
		from: 'kennislab@lab.example',
		host: 'lab.example',
		forgot: parts.forgot ?? (() => Promise.resolve()),
		failed: (error) => failures.push(error),
		every: 2 ** 30
	});
	return {
		...{ store, notices, accounts, mails, mailer, failures },
		tell: (news) =>
			store.transaction((trx: Transaction<Schema>) =>
				notices.add(trx, {
					...{ labId: 'lab', questionId: 'q', kind: 'answered', by: null },
					...news
				})
			),
		actor: async (memberId) => {
			const actor = await members.findActor(memberId, now());
			if (!actor) throw new Error(`no ${memberId}`);
			return actor;
		}
	};
}
