import { createContext, tick } from 'svelte';
import type { ShownAuthor } from '$lib/domain/attribution';
import { isAnonymous } from '$lib/domain/board-mode';
import { cardTlp } from '$lib/domain/marking';
import type { Step } from '$lib/domain/template';
import { tlpLabel, type Tlp } from '$lib/domain/tlp';
import { isWritingHidden, layerFor, layersOf, stepOf } from '$lib/documents/board-layers';
import { zonesNow, type BoardPhase, type ShownZone } from '$lib/documents/board-phase';
import type { LiveState } from '$lib/documents/board-state';
import type { AuthorsOfBoard, BoardView } from '$lib/documents/board-view';
import type { Card } from '$lib/documents/card';
import type { BoardNews } from '$lib/documents/history-view';
import { lacksLead } from '$lib/documents/card-fields';
import type { CardFilter, Looking } from '$lib/documents/card-filter';
import { noRights, type CardRights } from '$lib/documents/card-rights';
import { boardDocument } from '$lib/domain/document-name';
import { LiveBoard } from '$lib/live/live-board';
import type { LiveBoardState } from '$lib/live/live-board-state';
import type { LiveHarvest } from '$lib/live/live-harvest';
import type { Lines } from '$lib/live/lines';
import { countOthers, type Present } from '$lib/live/presence';
import { joinSaving, type SaveState } from '$lib/live/save-state';
import { CardIndex } from './card-index.svelte';
import { Commands } from './commands.svelte';
import { m } from '$lib/paraglide/messages';
import type { BoardServer } from './board-server';
import { HeldOnPage } from './held-on-page.svelte';
import { keepFocus } from './keep-focus';
import { keptWords } from './kept-words';
import { Layers, type Layer } from './layers.svelte';
import { rightsByLayer } from './layer-rights';
import { enterWords } from './mode-words';
import { NewsOnPage } from './news-on-page.svelte';
import { Notices } from '$lib/components/ui/notices.svelte';
import { Places, type OwnPlace } from './places';
import type { SetAside } from './set-aside.svelte';
import { ShownCards } from './shown-cards.svelte';
import type { Redactable } from './redactable';
import { Talk } from './talk.svelte';
import { harvestField, typedOn } from './typed';
import type { UndoQuestion } from './undo-acts';

export interface BoardParts {
	/** The reader's view as the server made it, anew when the page loads it anew. */
	view: () => BoardView;
	live: LiveBoard;
	state: LiveBoardState;
	lines: Lines;
	server: BoardServer;
	aside: SetAside;
	/** What others did since her last visit, as it came with the page. */
	news: () => BoardNews;
	/** Which cards one wants to see: it stands in the address. */
	filter: () => CardFilter;
	isSided: () => boolean;
}

/**
 * What this page is doing with the board: which card is open, being moved, spoken about. One file above
 * 400 lines: all of it is decided by the phase, the layers and the open field together. What needs less
 * has a file of its own: index, layers, filter, held text, talk, news, acts.
 */
export class BoardState extends Notices {
	/** The board itself; other cards are in layers beside it. */
	readonly live: LiveBoard;
	readonly view: BoardView;
	readonly aside: SetAside;
	readonly commands: Commands;
	/** What this reader may do now, and where the method is. */
	phase: BoardPhase;
	/** Authors as asked for since; those that came with the page before that. */
	askedAuthors: AuthorsOfBoard | null = $state.raw(null);
	editing: string | null = $state(null);
	selected: string | null = $state(null);
	moving: string | null = $state(null);
	bundling: string | null = $state(null);
	harvesting: string | null = $state(null);
	isBinOpen = $state(false);
	redacting: Redactable | null = $state.raw(null);
	/** The card that is being linked, and whether a feit is looked for on which it leans. */
	linking: { card: string; isForFact: boolean } | null = $state.raw(null);
	/** The card that is talked about. */
	talking: string | null = $state(null);
	asking: UndoQuestion | null = $state.raw(null);
	/** The card whose label is being chosen. */
	marking: string | null = $state(null);
	/** Notes for herself are on the page: asked for once, they stay. */
	wantsAside = $state(false);
	harvest: LiveHarvest | null = $state.raw(null);
	readonly index: CardIndex;
	readonly shown: ShownCards;
	/** The sides stand beside each other: the keyboard goes along them. */
	readonly isSided: boolean;
	/** There is something she may write now, beside notes for herself. */
	readonly mayWrite: boolean;
	/** She leads this board now: it is hers to lead, or there are only two of them. */
	readonly isLeading: boolean;
	readonly saving: SaveState;
	readonly held: HeldOnPage;
	readonly news: NewsOnPage;
	readonly looking: Looking;
	/** Texts that would be lost with this page. */
	readonly unsaved: string[];
	/** By the card that is pointed at: which cards do. */
	readonly linksTo: Map<string, { from: string; type: string }[]>;
	readonly talk: Talk;
	/** The field one types in, as it stands on the screen. */
	field: HTMLTextAreaElement | null = null;
	/** The last phase in which she could write the board itself. */
	wrote: BoardPhase | null;
	readonly #state: LiveBoardState;
	readonly #layers: Layers;
	/** While another phase is entered: the one before it. */
	#before: BoardPhase | null = null;
	/** Where one did something last: undo goes there. */
	#touched: LiveBoard | null = $state.raw(null);
	readonly #rights: Map<string, CardRights>;
	readonly #places = new Places();
	/** With what may come in each now. */
	readonly #zones: ShownZone[];
	/** Her dots go to the server one after another. */
	voting: Promise<void> = Promise.resolve();
	/** Asks the server for this reader's phase; the page sets it when it goes live. */
	askPhase: () => void = () => undefined;

	constructor(parts: BoardParts) {
		const { view, live, state, lines, server, aside, news, filter, isSided } = parts;
		super();
		this.live = live;
		this.aside = aside;
		this.#state = state;
		this.commands = new Commands(this, server);
		this.view = $derived(view());
		this.phase = $state.raw(view().phase);
		this.wrote = this.phase.access === 'write' ? this.phase : null;
		const isBoard = (key: string) => key === boardDocument(view().id);
		this.#layers = new Layers((key) => (isBoard(key) ? live : new LiveBoard(key, lines)), {
			opened: () => {
				this.index.follow(this.#layers.current);
				this.held.judge();
			},
			leaving: (layer) => this.#keepUnsaved(layer),
			isTypedIn: ({ key }) => this.editing !== null && this.layerOf(this.editing)?.key === key,
			refused: () => this.askPhase()
		});
		this.held = new HeldOnPage(this);
		this.news = new NewsOnPage(this, server, news);
		this.talk = new Talk(this);
		this.isSided = $derived(isSided());
		this.#zones = $derived(zonesNow(this.phase));
		this.looking = {
			isMine: ({ id }) => this.isMine(id),
			isUnled: (card) => lacksLead(card, this.view.template.cardFields)
		};
		this.shown = new ShownCards(filter, this.looking);
		this.index = new CardIndex(
			() => this.layers,
			() => this.phase,
			this.shown
		);
		this.#follow();
		const refused = $derived(
			this.layers
				.filter(({ live: { refused } }) => refused.current !== null)
				.map(({ key }) => key)
				.join(' ')
		);
		const others = $derived(countOthers(live.people.current, this.phase.me));
		this.isLeading = $derived(
			this.phase.lead === 'yes' || (this.phase.lead === 'when-two' && others <= 1)
		);
		this.#rights = $derived(
			rightsByLayer(this.layers, this.phase, refused.split(' '), this.isLeading)
		);
		this.mayWrite = $derived(
			this.layers.some(
				({ access, kind, key }) =>
					access === 'write' && kind !== 'aside' && !refused.split(' ').includes(key)
			)
		);
		this.saving = $derived(
			joinSaving(live.saving.current, [
				...this.layers.slice(1).map((layer) => layer.live.saving.current),
				...(this.harvest ? [this.harvest.saving.current] : [])
			])
		);
		this.unsaved = $derived(
			this.saving.unsaved > 0 || this.held.count > 0 || this.talk.unsent.length > 0
				? this.unsavedTexts().map(({ text }) => text)
				: []
		);
		// Most changes on a board are of no link: a thousand cards sleep through those.
		const links = $derived(
			this.layers
				.flatMap((layer) => layer.live.cards.current)
				.flatMap(({ id, links }) => links.map(({ to, type }) => `${to} ${id} ${type}`))
				.join('\n')
		);
		this.linksTo = $derived(linksByTarget(links));
	}

	/** Goes live with whatever else is followed. Returns its own undo. */
	start(): () => void {
		return this.#layers.start();
	}

	get layers(): Layer[] {
		return this.#layers.current;
	}

	/** What everybody sees: clock, and how many wrote or voted. */
	get shared(): LiveState {
		return this.#state.state.current;
	}

	get zones(): ShownZone[] {
		return this.#zones;
	}

	get step(): Step | undefined {
		return stepOf(this.phase, this.view.template.steps);
	}

	/** The step is about this zone. */
	isNow(zone: string): boolean {
		return this.step?.zoneIds.includes(zone) ?? false;
	}

	/** What others write in this zone now is hidden. */
	isVeiled(zone: string): boolean {
		return isWritingHidden(this.phase) && this.phase.notes.zones.includes(zone);
	}

	/** Cards of the board itself, the bin included. */
	get cards(): Card[] {
		return this.live.cards.current;
	}

	/** What lies in the bin of what she writes now. */
	get binned(): Card[] {
		return this.layers
			.filter(({ access }) => access === 'write')
			.flatMap(({ live }) => live.cards.current.filter((card) => card.binnedAt !== null));
	}

	cardsIn(zone: string): Card[] {
		return this.index.cardsIn(zone);
	}

	zone(id: string): ShownZone | undefined {
		return this.zones.find((zone) => zone.id === id);
	}

	card(id: string): Card | undefined {
		return this.index.card(id);
	}

	layerOf(card: string): Layer | undefined {
		return this.index.layerOf(card);
	}

	/** It stands on this page, and not in a bin or in a zone she does not see. */
	isShown(id: string): boolean {
		const card = this.card(id);
		return card !== undefined && this.index.around(card).some((each) => each.id === id);
	}

	/** The document a card is in. Of a card that is not there any more: the board. */
	liveOf(card: string): LiveBoard {
		return this.layerOf(card)?.live ?? this.live;
	}

	/** Where a new card of this zone goes now. */
	layerFor(zone: string): Layer | null {
		return layerFor(this.layers, this.phase, zone);
	}

	rights(card: string): CardRights {
		return this.#rights.get(this.layerOf(card)?.key ?? '') ?? noRights;
	}

	/** Its own label, where it may travel further than its board. */
	markOf(card: string): Tlp | undefined {
		const { tlp, cards } = this.phase.marking;
		const mark = cardTlp(tlp, cards[card]);
		return mark === tlp ? undefined : mark;
	}

	author(thing: string): (ShownAuthor & { mine: boolean }) | null {
		return (this.askedAuthors ?? this.view.authors)[thing] ?? null;
	}

	/** She made it; of what nobody else reads no author is told. */
	isMine(card: string): boolean {
		const kind = this.layerOf(card)?.kind;
		return this.author(card)?.mine ?? (kind === 'notes' || kind === 'aside');
	}

	openAside(): void {
		if (this.wantsAside) return;
		this.wantsAside = true;
		this.#follow();
	}

	/** As they stand now, with what is held back of them. */
	unsavedTexts(): { id: string; text: string }[] {
		const ofHarvest = this.held.texts.filter(({ card }) => card === null);
		return [
			...this.layers.flatMap((layer) => layer.live.unsavedTexts()),
			...ofHarvest.map(({ key, text }) => ({ id: key, text: text.shown })),
			...this.held.titles.map((text) => ({ id: 'bundle', text })),
			...this.talk.unsent
		];
	}

	/** Whether going to another page would lose something; what is on its way over a line is not. */
	get isLosing(): boolean {
		const { connection, unsaved } = this.saving;
		const isHolding = this.held.count > 0 || this.talk.unsent.length > 0;
		return isHolding || (unsaved > 0 && connection.status !== 'live');
	}

	/** Who types in this card now. */
	writerOf(card: string): Present | undefined {
		return this.othersAt(card).find(({ place }) => place?.typing);
	}

	/** Who else is at this card now. */
	othersAt(card: string): readonly Present[] {
		return this.index.othersAt(card);
	}

	/** The method went on, or what she may do in it. What she is typing stays on her screen. */
	enter(next: BoardPhase): void {
		const before = this.phase;
		const typing = this.editing === null ? null : typedOn(this, this.editing);
		const harvesting = next.mayHarvest ? null : harvestField();
		const giveBack = keepFocus();
		this.phase = next;
		if (next.access === 'write') this.wrote = next;
		this.#before = before;
		this.#follow();
		this.#before = null;
		if (isAnonymous(next.mode)) this.setPlace(null);
		const isGone = typing && !this.layerOf(typing.card);
		// A right that was taken away is another matter: the page opens the board anew for that.
		const isClosed =
			typing && next.turn !== before.turn && this.layerOf(typing.card)?.access !== 'write';
		const why = keptWords(before, next, this.view.template.steps);
		if (harvesting) {
			const isLost = (this.harvest?.saving.current.unsaved ?? 0) > 0;
			this.aside.keep({ ...harvesting, why, isLost });
		}
		if (isGone || isClosed) {
			this.aside.keep({ ...typing, why, isLost: Boolean(isGone) && typing.isLost });
			this.editing = null;
			this.field = null;
		}
		this.held.enter(why);
		const label = next.marking.tlp === before.marking.tlp ? null : tlpLabel[next.marking.tlp];
		if (label) this.say(m.marking_set({ label }));
		if (next.n !== before.n) {
			this.moving = this.bundling = this.harvesting = this.linking = this.asking = null;
			this.say(enterWords(next, this.view.template.steps));
		}
		void giveBack();
	}

	setPlace(place: OwnPlace | null): void {
		const layer = place ? this.layerOf(place.card) : undefined;
		this.#places.set(isAnonymous(this.phase.mode) ? null : place, layer);
	}

	/** Undo and redo follow what one did last, in whatever layer. */
	touch(live: LiveBoard): LiveBoard {
		this.#touched = live;
		return live;
	}

	/** Null while there is nothing she may undo. */
	get undoable(): LiveBoard | null {
		const open = this.layers.filter(({ access }) => access === 'write');
		const last = open.find(({ live }) => live === this.#touched) ?? open[0];
		return last?.live ?? null;
	}

	edit(id: string): void {
		if (!this.rights(id).edit || this.editing === id) return;
		if (this.editing !== null) this.stopEditing(this.editing, { refocus: false });
		// What could not be saved is not put aside for what she writes now.
		if (!this.aside.keptAt(id)?.isLost) this.aside.letGo(id);
		this.touch(this.liveOf(id)).endStep();
		// What one says of it while one writes may be just what the filter leaves out.
		this.shown.keep(id);
		this.editing = id;
	}

	/** Closes the field. A new card that stayed empty goes to the bin. */
	stopEditing(id: string, { refocus = true } = {}): void {
		if (this.editing !== id) return;
		this.editing = null;
		const live = this.liveOf(id);
		live.endStep();
		// First nowhere, so that one no longer counts as writing.
		this.setPlace(null);
		if (refocus) this.setPlace({ card: id });
		if (live.shownText(id).trim() === '') live.binCard(id);
		else if (refocus) void this.focus(id);
	}

	/** Also a card the filter leaves out: who goes there wants to see it. */
	async focus(id: string): Promise<void> {
		const card = this.card(id);
		if (card && this.shown.isOutside(card)) this.shown.keep(id);
		await tick();
		const element = document.getElementById(`card-${id}`);
		// It may stand in a zone that is folded away.
		element?.closest('details:not([open])')?.setAttribute('open', '');
		element?.focus();
	}

	/** After a wait for the server: whoever went elsewhere meanwhile is left there. */
	async focusUnlessElsewhere(id: string): Promise<void> {
		await tick();
		const now = document.activeElement;
		const isHere = document.getElementById(`card-${id}`)?.contains(now) ?? false;
		if (isHere || now === null || now === document.body) await this.focus(id);
	}

	#follow(): void {
		const { id, template } = this.view;
		this.#layers.follow(layersOf(id, this.phase, template.steps, this.wantsAside));
		// It may bring other phrases to the same documents.
		this.held.judge();
	}

	#keepUnsaved({ live }: Layer): void {
		const why = keptWords(this.#before ?? this.phase, this.phase, this.view.template.steps);
		for (const { id, text } of live.unsavedTexts()) {
			// What she types now is kept as it stands in her field.
			if (this.#before && id === this.editing) continue;
			this.aside.keep({ card: id, text, why, isLost: true });
		}
	}
}

function linksByTarget(links: string): Map<string, { from: string; type: string }[]> {
	const all = links === '' ? [] : links.split('\n').map((link) => link.split(' '));
	return new Map(
		[...Map.groupBy(all, ([to = '']) => to)].map(([to, those]) => [
			to,
			those.map(([, from = '', type = '']) => ({ from, type }))
		])
	);
}

export const [getState, setState] = createContext<BoardState>();
