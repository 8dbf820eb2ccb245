import type { SignInCookie } from './auth/cookie.ts';
import type { SignIns } from './auth/sign-ins.ts';
import type { AllowedPhrases } from './services/allowed-phrases.ts';
import type { AccountService } from './services/account-service.ts';
import type { BoardCommands } from './services/board-commands.ts';
import type { BoardExports } from './services/board-export.ts';
import type { BoardHistory } from './services/board-history.ts';
import type { BoardService } from './services/board-service.ts';
import type { CasusService } from './services/casus-service.ts';
import type { Drafts } from './services/drafts.ts';
import type { LabActions } from './services/lab-actions.ts';
import type { LabService } from './services/lab-service.ts';
import type { MailDesk } from './services/mail-desk.ts';
import type { MailStopping } from './services/mail/stopping.ts';
import type { MemberService } from './services/member-service.ts';
import type { GuestKeys } from './services/guest-keys.ts';
import type { Joining } from './services/joining.ts';
import type { MyWork } from './services/my-work.ts';
import type { Notices } from './services/notices.ts';
import type { Requests } from './services/requests.ts';
import type { Mentions } from './services/mentions.ts';
import type { Rounds } from './services/rounds.ts';
import type { SearchService } from './services/search/search-service.ts';
import type { SessionCommands } from './services/session-commands.ts';
import type { SessionPlans } from './services/session-plans.ts';
import type { SessionReports } from './services/session-report.ts';
import type { SessionGuests } from './services/session-guests.ts';
import type { SessionPolls } from './services/session-polls.ts';
import type { SessionService } from './services/session-service.ts';
import type { ThreadService } from './services/thread-service.ts';
import type { TemplateService } from './services/template-service.ts';
import type { MemberRepository } from './store/member-repository.ts';

/** What pages may ask of the server. Built once in compose.ts and handed down in `locals`. */
export interface Services {
	signIns: SignIns;
	cookie: SignInCookie;
	accounts: AccountService;
	labs: LabService;
	actions: LabActions;
	boards: BoardService;
	casus: CasusService;
	drafts: Drafts;
	exports: BoardExports;
	commands: BoardCommands;
	history: BoardHistory;
	allowed: AllowedPhrases;
	templates: TemplateService;
	sessions: SessionService;
	sessionCommands: SessionCommands;
	sessionPlans: SessionPlans;
	sessionReports: SessionReports;
	guests: SessionGuests;
	guestKeys: GuestKeys;
	joining: Joining;
	polls: SessionPolls;
	threads: ThreadService;
	/** Questions put to experts. */
	requests: Requests;
	rounds: Rounds;
	mentions: Mentions;
	/** Finding in a lab what one may read. */
	search: SearchService;
	members: MemberService;
	notices: Notices;
	work: MyWork;
	mailDesk: MailDesk;
	mailStopping: MailStopping;
	people: MemberRepository;
	/** Demo people may be shown on the sign-in page. */
	demo: boolean;
	/** What the server calls itself, for links that leave it. */
	origin: string;
	now: () => Date;
	/** Writes an unforeseen failure to the log; never with content. */
	reportError(error: unknown, facts: object): void;
}

/**
 * The one handle through which the built app finds what Node composed: server/ is loaded twice in
 * production (by Node, and bundled into the app), so a module variable would be two.
 */
const handle = Symbol.for('kennislab.services');

export function registerServices(services: Services): void {
	(globalThis as Record<symbol, unknown>)[handle] = services;
}

export function registeredServices(): Services {
	const services = (globalThis as Record<symbol, unknown>)[handle];
	if (!services) throw new Error('the app was started without server/main.ts');
	return services as Services;
}
