import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { pino, type Logger } from 'pino';
import { parseDocumentName, parseThreadDocument } from '../src/lib/domain/document-name.ts';
import { admission, concerns } from './admission.ts';
import { isSecureOrigin, signInCookie } from './auth/cookie.ts';
import { hash, SignIns } from './auth/sign-ins.ts';
import { localBus } from './cluster/local-bus.ts';
import { composeQuestions } from './compose-questions.ts';
import { Mentions } from './services/mentions.ts';
import type { RequestClock } from './services/request-clock.ts';
import type { RoundClock } from './services/round-clock.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { DEMO_PASSWORD, importDemo } from './demo/import.ts';
import { seedTemplates } from './demo/seed-templates.ts';
import { frontOf, type Handler } from './http.ts';
import { createMetrics } from './metrics.ts';
import { registerServices, type Services } from './services.ts';
import { AccountService } from './services/account-service.ts';
import { auditWatch } from './services/audit-watch.ts';
import { AllowedPhrases } from './services/allowed-phrases.ts';
import { AuditTrail } from './services/audit-trail.ts';
import { BoardBin } from './services/board-bin.ts';
import { BoardChanges } from './services/board-changes.ts';
import { BoardCommands } from './services/board-commands.ts';
import { BoardExports } from './services/board-export.ts';
import { BoardGuard } from './services/board-guard.ts';
import { BoardRepair } from './services/board-repair.ts';
import { BoardLive } from './services/board-live.ts';
import { BoardHistory } from './services/board-history.ts';
import { BoardViewers } from './services/board-viewers.ts';
import { BoardVisits } from './services/board-visits.ts';
import { CasusService } from './services/casus-service.ts';
import { BoardService } from './services/board-service.ts';
import { Press } from './services/export/press.ts';
import { CommitWatch } from './services/commit-watch.ts';
import { DraftGuard } from './services/draft-guard.ts';
import { Drafts } from './services/drafts.ts';
import { Forgetting } from './services/forgetting.ts';
import { GuestKeys } from './services/guest-keys.ts';
import { Joining } from './services/joining.ts';
import { LabActions } from './services/lab-actions.ts';
import { LabService } from './services/lab-service.ts';
import { MemberService } from './services/member-service.ts';
import { MailDesk } from './services/mail-desk.ts';
import { Mailer } from './services/mail/mailer.ts';
import { OutboxTransport } from './services/mail/outbox-transport.ts';
import { mailSecret } from './services/mail/secret.ts';
import { SmtpTransport } from './services/mail/smtp-transport.ts';
import { MailStopping } from './services/mail/stopping.ts';
import { Mendings } from './services/mendings.ts';
import { MyWork } from './services/my-work.ts';
import { workSources } from './services/work-sources.ts';
import { Offences } from './services/offences.ts';
import { BoardSource } from './services/search/board-source.ts';
import { QuestionSource } from './services/search/thread-source.ts';
import { ItemSource } from './services/search/item-source.ts';
import { SearchKeeper } from './services/search/search-keeper.ts';
import { SearchService } from './services/search/search-service.ts';
import { SessionCommands } from './services/session-commands.ts';
import { DeskFinds } from './services/desk-finds.ts';
import { signOfDesk } from './services/session-desk.ts';
import { SessionGuests } from './services/session-guests.ts';
import { SessionLive } from './services/session-live.ts';
import { SessionPlans } from './services/session-plans.ts';
import { SessionPolls } from './services/session-polls.ts';
import { SessionPresence } from './services/session-presence.ts';
import { SessionReports } from './services/session-report.ts';
import { SessionService } from './services/session-service.ts';
import { rulesFor, SyncAccess } from './services/sync-access.ts';
import { TemplateService } from './services/template-service.ts';
import { VersionKeeper } from './services/version-keeper.ts';
import { AllowedPhraseRepository } from './store/allowed-phrase-repository.ts';
import { Turns } from './services/turns.ts';
import { AuditRepository } from './store/audit-repository.ts';
import { BallotRepository } from './store/ballot-repository.ts';
import { BoardRepository } from './store/board-repository.ts';
import { ChangeRepository } from './store/change-repository.ts';
import { CasusRepository } from './store/casus-repository.ts';
import { DraftRepository } from './store/draft-repository.ts';
import { GroupRepository } from './store/group-repository.ts';
import { GuestKeyRepository } from './store/guest-key-repository.ts';
import { LabRepository } from './store/lab-repository.ts';
import { MailRepository } from './store/mail-repository.ts';
import { MessageRepository } from './store/message-repository.ts';
import { MemberRepository } from './store/member-repository.ts';
import { NoticeRepository } from './store/notice-repository.ts';
import { PhaseRepository } from './store/phase-repository.ts';
import { PollRepository } from './store/poll-repository.ts';
import { QuestionRepository } from './store/question-repository.ts';
import { SessionRepository } from './store/session-repository.ts';
import { SignInRepository } from './store/sign-in-repository.ts';
import { searchOf } from './store/search/open-search.ts';
import { SqlUpdateLog } from './store/sql-update-log.ts';
import { openStore, type Store } from './store/store.ts';
import { ThreadRepository } from './store/thread-repository.ts';
import { TemplateRepository } from './store/template-repository.ts';
import { VersionRepository } from './store/version-repository.ts';
import { steadyClock } from './steady-clock.ts';
import type { Connection } from './sync/connection.ts';
import { HttpLines } from './sync/http-lines.ts';
import { syncLimits } from './sync/limits.ts';
import { Rooms } from './sync/rooms.ts';
import { Entrance } from './sync/entrance.ts';
import { SyncSockets } from './sync/socket.ts';

/** Ms between two looks for dropped drafts whose week is over. */
const DRAFT_SWEEP = 60 * 60_000;

/** The whole of Kennislab but its pages, ready to be put behind an HTTP server. */
export interface Composed {
	config: Config;
	logger: Logger;
	services: Services;
	/** What keeps boards as they stood, and empties their bins. */
	keeper: VersionKeeper;
	bin: BoardBin;
	/** What mails what people are to be told. */
	mailer: Mailer;
	/** What reminds experts of what they were asked. */
	requestClock: RequestClock;
	roundClock: RoundClock;
	/** Goes before the pages. */
	front: Handler;
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	/** Prints where it listens and who can sign in. */
	announce(): void;
	/** No new sockets, everything on disk, everybody told to come back. Pages still work. */
	drain(): Promise<void>;
	/** Drains, and closes the store. */
	close(): Promise<void>;
}

/**
 * Config -> store -> services -> rooms. The only place where the parts meet; what is about questions is
 * in compose-questions.ts. One file above 400 lines: parts are made here in the one order in which each
 * has what it needs, and stopped in the order in which none misses another.
 */
export async function compose(
	config: Config = readConfig(),
	/** The one clock of terms and mail; a test sets it. */
	now: () => Date = () => new Date()
): Promise<Composed> {
	const logger = pino({ level: config.logLevel, base: null });
	/** For the age of sign-ins, whatever happens to the clock of the machine. */
	const clock = steadyClock();
	const newId = () => randomUUID();
	const store = await openChecked(config);
	await seedTemplates(store, newId);
	if (config.demo) await importDemo(store, now(), newId);

	const bus = localBus();
	const trail = new AuditTrail({ store, now, logger });
	const members = new MemberRepository(store.db);
	const offences = new Offences(now);
	const boards = new BoardRepository(store.db, offences.barredFrom);
	const labs = new LabRepository(store.db);
	const keys = new GuestKeyRepository(store.db, now);
	const signIns = new SignIns({
		signIns: new SignInRepository(store.db),
		members,
		keys,
		bus,
		trail,
		now: clock,
		demo: config.demo
	});
	const metrics = createMetrics(
		() => ({
			...rooms.figures,
			connections: [...rooms.connections].map(({ grant, carrier }) => ({
				access: grant.access,
				carrier
			}))
		}),
		{ token: config.metricsToken, addressHeader: config.addressHeader }
	);
	const audit = auditWatch(trail);
	const rooms = new Rooms({
		log: new SqlUpdateLog(store, now),
		rulesFor,
		logger,
		now: () => clock().getTime(),
		watch: {
			...metrics.watch,
			closed: (...ended) => {
				metrics.watch.closed(...ended);
				audit.closed(...ended);
			}
		},
		// After a failed fsync even closing the store could take for written what is not.
		onBroken: (error) => {
			logger.fatal({ err: error }, 'the store is broken');
			process.exit(1);
		}
	});
	rooms.prepare();
	const groups = new GroupRepository(store.db);
	const forgetting = new Forgetting({
		store,
		now,
		newId,
		failed: (error) => logger.error({ err: error }, 'not yet forgotten')
	});
	const allowed = new AllowedPhrases({
		store,
		phrases: new AllowedPhraseRepository(store.db),
		boards,
		rooms,
		trail,
		tell: (boardId) => live.tell(boardId),
		now,
		newId
	});
	const templates = new TemplateService({
		store,
		templates: new TemplateRepository(store.db),
		boards,
		allowed,
		trail,
		now,
		newId
	});
	const turns = new Turns();
	const versions = new VersionRepository(store.db);
	const heard = (what: string) => (error: unknown) => logger.error({ err: error }, what);
	const changes = new BoardChanges({ store, rooms, now, failed: heard('changes not written') });
	const keeper = new VersionKeeper({
		store,
		boards,
		versions,
		rooms,
		turns,
		now,
		newId,
		failed: heard('version not kept')
	});
	const visits = new BoardVisits({ store, rooms, now, failed: heard('visits not written') });
	const threads = new ThreadRepository(store.db);
	const searchSources = [
		new BoardSource({ store, boards, rooms, now }),
		new QuestionSource({ store, threads, rooms }),
		new ItemSource('lesson', labs),
		new ItemSource('term', labs)
	];
	const searchKeeper = new SearchKeeper({
		...{ store, rooms, sources: searchSources, failed: heard('not put in the search index') }
	});
	searchKeeper.start();
	const actParts = {
		store,
		boards,
		phases: new PhaseRepository(store.db),
		groups,
		messages: new MessageRepository(store.db),
		ballots: new BallotRepository(store.db),
		members,
		rooms,
		trail,
		forgetting,
		allowed,
		offences,
		changed: new ChangeRepository(store.db),
		changes,
		versions,
		keeper,
		tell: (boardId: string) => live.tell(boardId),
		// What fails here is not found either, and taken out at the next search: what was done is done.
		reindex: (boardId: string) =>
			searchKeeper
				.read({ kind: 'board', id: boardId })
				.catch(heard('not taken out of the search index')),
		mendings: new Mendings(now),
		turns,
		now,
		newId
	};
	const live: BoardLive = new BoardLive({
		...actParts,
		bus,
		settle: (boardId) => commands.settle(boardId),
		failed: (error) => logger.error({ err: error }, 'live state not written')
	});
	const commands: BoardCommands = new BoardCommands(actParts, live);
	const guard = new BoardGuard({
		...actParts,
		labs,
		live,
		watch: metrics.guard,
		failed: (error) => logger.error({ err: error }, 'not looked at for personal data')
	});
	const draftRows = new DraftRepository(store.db);
	const drafts = new Drafts({ ...actParts, drafts: draftRows, bus });
	const draftGuard = new DraftGuard({
		...actParts,
		labs,
		rows: draftRows,
		drafts,
		bus,
		watch: metrics.guard,
		failed: heard('draft not looked at for personal data')
	});
	const sessions = new SessionRepository(store.db);
	const presence = new SessionPresence(rooms, now);
	const questions = new QuestionRepository(store.db);
	const finds = new DeskFinds(rooms, now);
	const sessionParts = {
		...actParts,
		...{ labs, sessions, questions, commands, live, presence, finds },
		polls: new PollRepository(store.db)
	};
	const sessionLive = new SessionLive({
		...sessionParts,
		bus,
		signOf: (session) => signOfDesk(sessionParts, session),
		failed: heard('session not shown')
	});
	const asking = composeQuestions({
		...{ ...actParts, labs, bus, sessions, questions, drafts, heard },
		host: new URL(config.origin).hostname,
		reindex: (id) => searchKeeper.read({ kind: 'question', id })
	});
	const { describe, describeRound, notices } = asking;
	const press = new Press();
	const bin = new BoardBin(actParts, heard('bin not emptied'));
	const repair = new BoardRepair({
		...actParts,
		labs,
		live,
		failed: (error) => logger.error({ err: error }, 'not put right')
	});
	// Shape first: the guard may make a document anew, and then nobody knows what a commit brought.
	const looks = new CommitWatch({
		rooms,
		look: async (look) => {
			const thread = parseThreadDocument(look.document);
			if (thread?.kind === 'draft') return draftGuard.check(thread.id, look);
			await repair.check(look);
			await guard.check(look);
		}
	});
	const viewers = new BoardViewers({ trail, audit: new AuditRepository(store), members });
	const accounts = new AccountService({ store, now, newId });
	const mails = new MailRepository(store.db);
	const secret = mailSecret(config.dataDir);
	const transport = config.smtp
		? new SmtpTransport(config.smtp)
		: new OutboxTransport(config.dataDir);
	const outbox = transport instanceof OutboxTransport ? transport : null;
	const mailer = new Mailer({
		...{ store, mails, members, labs, describe, describeRound, transport, secret, now, newId },
		makeLink: (memberId) => accounts.makeLink(memberId),
		notices: new NoticeRepository(store.db),
		origin: config.origin,
		from: config.mailFrom,
		host: new URL(config.origin).hostname,
		forgot: async (id) => outbox?.remove(id),
		failed: heard('mail not sent')
	});
	const guestKeys = new GuestKeys({ ...sessionParts, keys });
	const labService = new LabService(labs);
	const noticeRows = new NoticeRepository(store.db);
	const services: Services = {
		signIns,
		cookie: signInCookie(config.origin),
		accounts,
		labs: labService,
		actions: new LabActions({ store, labs: labService, now }),
		boards: new BoardService({ ...actParts, live, commands, viewers, templates, labs }),
		casus: new CasusService({
			...actParts,
			bus,
			viewers,
			templates,
			casus: new CasusRepository(store.db)
		}),
		drafts,
		exports: new BoardExports({
			...actParts,
			press,
			viewers,
			failed: (error) => logger.error({ err: error }, 'no file made of a board')
		}),
		commands,
		history: new BoardHistory({ ...actParts, commands, labs, viewers }),
		allowed,
		templates,
		sessions: new SessionService(sessionParts, sessionLive),
		sessionCommands: new SessionCommands(sessionParts, sessionLive),
		sessionPlans: new SessionPlans({ ...sessionParts, templates }, sessionLive),
		sessionReports: new SessionReports({
			...sessionParts,
			viewers,
			failed: heard('board not settled')
		}),
		guests: new SessionGuests({ ...sessionParts, signIns }),
		guestKeys,
		joining: new Joining({ ...sessionParts, signIns, bus, guestKeys }, sessionLive),
		polls: new SessionPolls(sessionParts, sessionLive),
		...asking.services,
		mentions: new Mentions({ labs: labService, boards }),
		search: new SearchService({
			...{ index: searchOf(store), keeper: searchKeeper, sources: searchSources }
		}),
		members: new MemberService({ members, boards, bus, trail, now, newId }),
		notices,
		work: new MyWork({
			...{ labs: labService, notices: noticeRows },
			sources: workSources({
				...{ store, members, drafts, labs: labService, now },
				...{ threads: asking.services.threads, notices: noticeRows },
				...{ requests: asking.requestRows, rounds: asking.services.rounds }
			})
		}),
		mailDesk: new MailDesk({
			...{ store, mails, trail, transport, outbox, now },
			wake: () => void mailer.beat()
		}),
		mailStopping: new MailStopping({ store, labs, secret }),
		people: members,
		demo: config.demo,
		origin: config.origin,
		now,
		reportError: (error, facts) => logger.error({ err: error, ...facts }, 'page failed')
	};
	registerServices(services);

	const access = new SyncAccess({
		store,
		boards,
		groups,
		sessions,
		threads,
		drafts: draftRows,
		barredFrom: offences.barredFrom,
		now
	});
	const admit = admission({ origin: config.origin, services, access, rooms, viewers });
	const entrance = new Entrance(rooms, (request, document) => admit(request, document));
	// A page asks without an Origin what a socket of hers would be answered.
	const checks = new Entrance(rooms, (request, document) =>
		admit(request, document, { originOptional: true })
	);
	const sockets = new SyncSockets(rooms, entrance, (status) => metrics.watch.turnedAway(status));
	const secretOf = ({ headers }: IncomingMessage) => services.cookie.read(headers.cookie);
	const lines = new HttpLines({
		rooms,
		entrance,
		origin: config.origin,
		whoIs: async (request) => {
			const signedIn = await signIns.whoHolds(secretOf(request));
			return signedIn && { signInId: signedIn.signIn.id, memberId: signedIn.actor.memberId };
		},
		signInId: (request) => {
			const secret = secretOf(request);
			return secret && hash(secret);
		},
		failed: (error) => logger.error({ err: error }, 'channel not opened')
	});
	const decide = async (connection: Connection) => {
		const signedIn = await signIns.byId(connection.grant.signInId);
		if (!signedIn) return 'signInEnded';
		const grant = await access.grant(signedIn, connection.document);
		const parsed = parseDocumentName(connection.document);
		// A line that stays open is a board that stays open: each hour of it is written down.
		if (grant && parsed) void viewers.saw(grant.memberId, { id: parsed.id, labId: grant.labId });
		return grant ?? 'rightLost';
	};
	const failed = (error: unknown) => logger.error({ err: error }, 'rights not re-read');
	bus.onNotice((notice) => {
		rooms.recheck((connection) => concerns(notice, connection), decide).catch(failed);
	});
	// In case a notice was missed; and whoever looks at a board is using her sign-in.
	const sweep = setInterval(() => {
		rooms.recheck(() => true, decide).catch(failed);
		signIns.useAll(rooms.signInsInUse()).catch(failed);
	}, syncLimits.rightsSweep).unref();

	// Nobody waits for what was dropped to be gone.
	const sweepDrafts = () => void drafts.sweep().catch(heard('dropped drafts not erased'));
	const draftSweep = setInterval(sweepDrafts, DRAFT_SWEEP).unref();

	let drained: Promise<void> | null = null;
	const drain = async () => {
		clearInterval(sweep);
		clearInterval(draftSweep);
		// A mail under way gets a moment; nobody's text waits for it.
		const mailed = mailer.stop();
		await asking.stop();
		live.stop();
		await sessionLive.stop();
		finds.stop();
		await looks.stop();
		await searchKeeper.stop();
		repair.stop();
		entrance.drain();
		checks.drain();
		await bin.stop();
		await keeper.stop();
		await changes.stop();
		await visits.stop();
		await rooms.close();
		sockets.stop();
		lines.end();
		await mailed;
	};

	return {
		config,
		logger,
		services,
		keeper,
		bin,
		mailer,
		requestClock: asking.requestClock,
		roundClock: asking.roundClock,
		front: frontOf({
			origin: config.origin,
			probe: () => store.probe(),
			checkSync: (request, document) => checks.check(request, document),
			metrics: metrics.handler,
			lines: (request, response) => lines.handle(request, response)
		}),
		upgrade: (request, socket, head) => {
			sockets.upgrade(request, socket, head).catch((error: unknown) => {
				logger.error({ err: error }, 'upgrade failed');
			});
		},
		announce: () => void announce(config, services, logger),
		drain: () => (drained ??= drain()),
		close: async () => {
			press.stop();
			await (drained ??= drain());
			await trail.idle();
			await forgetting.stop();
			await store.close();
		}
	};
}

/** Opens the store; what an operator can mend becomes one readable line. */
async function openChecked(config: Config): Promise<Store> {
	try {
		mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
		accessSync(config.dataDir, constants.W_OK);
	} catch (error) {
		throw new ConfigError(`DATA_DIR ${config.dataDir} cannot be written: ${reason(error)}`, {
			cause: error
		});
	}
	try {
		return await openStore(config.database);
	} catch (error) {
		const where = config.database.startsWith('postgres') ? 'DATABASE_URL' : config.database;
		throw new ConfigError(`${where} cannot be opened: ${reason(error)}`, { cause: error });
	}
}

function reason(error: unknown): string {
	if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
	return error instanceof Error ? error.message : String(error);
}

async function announce(config: Config, services: Services, logger: Logger): Promise<void> {
	if (config.logLevel === 'silent') return;
	const lines = [`Kennislab: ${config.origin}`];
	if (!isSecureOrigin(config.origin)) {
		lines.push('Warning: not https and not localhost, so the sign-in cookie is not protected.');
	}
	if (config.demo) {
		lines.push(`Demo: sign in with the password ${DEMO_PASSWORD} as`);
		for (const person of await services.people.listDemo()) {
			lines.push(`  ${person.email.padEnd(32)} ${person.name}, ${person.role ?? person.account}`);
		}
	} else {
		lines.push('First account: npm run admin -- create <address>');
	}
	console.log(lines.join('\n'));
	logger.debug({ limits: syncLimits }, 'limits');
}
