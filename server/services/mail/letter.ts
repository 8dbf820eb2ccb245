import MailComposer from 'nodemailer/lib/mail-composer';
import english from '../../../src/messages/en/mail-text.json' with { type: 'json' };
import dutch from '../../../src/messages/nl/mail-text.json' with { type: 'json' };
import { plainLine } from '../../../src/lib/documents/plain-text.ts';
import type { MailKind, MailSubject } from '../../../src/lib/domain/mail.ts';
import { noticeKinds, type NoticeKind } from '../../../src/lib/domain/notice.ts';

/** Things one overview names; of the rest it says how many. */
const NAMED = 40;

type Words = typeof dutch;
const words: Record<'nl' | 'en', Words> = { nl: dutch, en: english };

/** One thing a letter is about, as this reader may be told of it. */
export interface Told {
	subject: MailSubject;
	lab: string;
	/** Null: of a question above TLP:GREEN nothing but that there is news; a round and a lab have none. */
	title: string | null;
	url: string;
}

/** What a letter says; the rest is in every letter. */
export type Content =
	| { kind: Exclude<MailKind, 'welcome'>; told: readonly Told[] }
	/** `url` leads to choosing a password, and so is a secret; or to the round she is invited to. */
	| { kind: 'welcome'; lab: string; leadsTo: 'password' | 'round'; url: string };

export type Letter = Content & {
	id: string;
	messageId: string;
	language: 'nl' | 'en';
	from: string;
	to: string;
	at: Date;
	/** Where mail of a kind is stopped. */
	stop: { question: string | null; lab: string | null; overview: string; all: string };
	/** Where one chooses. */
	account: string;
};

/** What stands above a mail: never anything of what it is about. */
export function subjectOf(
	kind: MailKind,
	language: 'nl' | 'en',
	about: readonly MailSubject[]
): string {
	const said = words[language];
	if (kind === 'welcome') return said.mail_subject_welcome;
	if (kind === 'overview') return said.mail_subject_overview;
	if (about.some(({ questionId }) => questionId !== null)) return said.mail_subject_notice;
	const isAboutRound = about.some(({ roundId }) => roundId !== null);
	return isAboutRound ? said.mail_subject_round : said.mail_subject_lab;
}

/** The letter as it goes over the line. The same letter is the same bytes, but for the boundary. */
export function writeLetter(letter: Letter): Promise<Buffer> {
	const { stop, kind } = letter;
	const url = kind === 'overview' ? stop.overview : (stop.question ?? stop.lab ?? stop.all);
	const lines = linesOf(letter);
	const about = letter.kind === 'welcome' ? [] : letter.told.map(({ subject }) => subject);
	return new MailComposer({
		from: { name: 'Kennislab', address: letter.from },
		// An object is one recipient, whatever is in it.
		to: { name: '', address: letter.to },
		subject: subjectOf(kind, letter.language, about),
		date: letter.at,
		messageId: letter.messageId,
		text: textOf(lines),
		html: htmlOf(lines, letter.language),
		textEncoding: 'quoted-printable',
		headers: {
			'Auto-Submitted': 'auto-generated',
			'List-Unsubscribe': `<${url}>`,
			'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click'
		},
		disableFileAccess: true,
		disableUrlAccess: true
	})
		.compile()
		.build();
}

/** A paragraph: what is said, and where it leads. */
interface Line {
	text: string;
	url?: string;
	/** Under a rule: what every mail ends with. */
	isFoot?: boolean;
}

function linesOf(letter: Letter): Line[] {
	const { kind, stop, account } = letter;
	const said = words[letter.language];
	const isWelcome = letter.kind === 'welcome';
	const body = isWelcome ? welcomeLines(letter, said) : newsLines(letter, said);
	const lines: Line[] = [{ text: said.mail_hello }, ...body, { text: said.mail_no_content }];
	const lab = isWelcome ? letter.lab : (letter.told[0]?.lab ?? '');
	const foot = (text: string, url: string | null) => {
		if (url !== null) lines.push({ text, url, isFoot: true });
	};
	foot(said.mail_stop_question, stop.question);
	foot(fill(said.mail_stop_lab, { lab }), stop.lab);
	if (kind === 'overview') foot(said.mail_stop_overview, stop.overview);
	foot(said.mail_stop_all, stop.all);
	foot(said.mail_choose, account);
	return lines;
}

function newsLines({ kind, told }: Exclude<Content, { kind: 'welcome' }>, said: Words): Line[] {
	const lines: Line[] = kind === 'overview' ? [{ text: said.mail_overview }] : [];
	for (const each of told.slice(0, NAMED)) {
		lines.push({ text: sentenceOf(each, said) });
		lines.push({ text: said.mail_read, url: each.url });
	}
	const more = told.length - NAMED;
	if (more === 1) lines.push({ text: said.mail_more_one });
	else if (more > 1) lines.push({ text: fill(said.mail_more, { count: String(more) }) });
	return lines;
}

function welcomeLines(
	{ lab, leadsTo, url }: Extract<Content, { kind: 'welcome' }>,
	said: Words
): Line[] {
	const invited = { text: fill(said.mail_welcome, { lab: plainLine(lab) }) };
	if (leadsTo === 'round') return [invited, { text: said.mail_read, url }];
	return [invited, { text: said.mail_welcome_password, url }, { text: said.mail_welcome_term }];
}

function sentenceOf({ subject, lab, title }: Told, said: Words): string {
	const place = plainLine(lab);
	if (subject.questionId !== null && title === null)
		return fill(said.mail_untitled, { lab: place });
	const kinds = kindsOf(subject.kinds, said);
	if (title !== null) {
		return fill(said.mail_titled, { title: plainLine(title), lab: place, kinds });
	}
	return fill(subject.roundId === null ? said.mail_lab : said.mail_round, { lab: place, kinds });
}

/** "antwoord (2), reactie" */
function kindsOf(kinds: MailSubject['kinds'], said: Words): string {
	return noticeKinds
		.flatMap((kind) => {
			const count = kinds[kind] ?? 0;
			if (count === 0) return [];
			const word = said[wordOf(kind)];
			return count === 1 ? word : `${word} (${count})`;
		})
		.join(', ');
}

type KindWord<K extends string> = K extends `${infer A}-${infer B}` ? KindWord<`${A}_${B}`> : K;

function wordOf(kind: NoticeKind): `mail_kind_${KindWord<NoticeKind>}` {
	return `mail_kind_${kind.replaceAll('-', '_') as KindWord<NoticeKind>}`;
}

/** What is filled in is not looked at again: a title may have braces of its own. */
function fill(text: string, values: Record<string, string>): string {
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function textOf(lines: readonly Line[]): string {
	const say = ({ text, url }: Line) => (url === undefined ? text : `${text}\n${url}`);
	const body = lines.filter(({ isFoot }) => !isFoot).map(say);
	const foot = lines.filter(({ isFoot }) => isFoot).map(say);
	return [...body, '-- ', ...foot].join('\n\n') + '\n';
}

function htmlOf(lines: readonly Line[], language: string): string {
	const say = ({ text, url }: Line) =>
		url === undefined
			? `<p>${escape(text)}</p>`
			: `<p><a href="${escape(url)}">${escape(text.replace(/:$/, ''))}</a></p>`;
	const body = lines.filter(({ isFoot }) => !isFoot).map(say);
	const foot = lines.filter(({ isFoot }) => isFoot).map(say);
	return [
		`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Kennislab</title></head><body>`,
		...body,
		'<hr>',
		...foot,
		'</body></html>'
	].join('\n');
}

function escape(text: string): string {
	const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
	return text.replace(/[&<>"]/g, (letter) => names[letter] ?? letter);
}
