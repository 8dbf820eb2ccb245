import { getSchema, Mark, mergeAttributes, Node, type Extensions } from '@tiptap/core';

/*
 * What the editor can hold: the same as a RichDoc (src/lib/documents/rich-text.ts), by the names a
 * stock Tiptap client has for it. Nothing here reads HTML: what is pasted comes through read-html.ts.
 */

const block = (name: string, tag: string, content: string, more = {}) =>
	Node.create({
		name,
		group: 'block',
		content,
		renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
		...more
	});

const Heading = Node.create({
	name: 'heading',
	group: 'block',
	content: 'inline*',
	defining: true,
	addAttributes: () => ({ level: { default: 3, rendered: false } }),
	renderHTML: ({ node, HTMLAttributes }) => [
		node.attrs['level'] === 4 ? 'h4' : 'h3',
		HTMLAttributes,
		0
	]
});

const ListItem = Node.create({
	name: 'listItem',
	content: 'paragraph (paragraph | list)*',
	defining: true,
	renderHTML: ({ HTMLAttributes }) => ['li', HTMLAttributes, 0],
	// No Tab: that leaves the editor. Levels are buttons of the toolbar.
	addKeyboardShortcuts() {
		return { Enter: () => this.editor.commands.splitListItem('listItem') };
	}
});

const HardBreak = Node.create({
	name: 'hardBreak',
	inline: true,
	group: 'inline',
	selectable: false,
	renderHTML: () => ['br'],
	addKeyboardShortcuts() {
		return { 'Shift-Enter': () => this.editor.commands.insertContent({ type: 'hardBreak' }) };
	}
});

const letters = (name: string, tag: string, key: string) =>
	Mark.create({
		name,
		renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
		addKeyboardShortcuts() {
			return { [key]: () => this.editor.commands.toggleMark(name) };
		}
	});

const Link = Mark.create({
	name: 'link',
	inclusive: false,
	excludes: 'link mention',
	addAttributes: () => ({ href: { default: '' } }),
	renderHTML: ({ HTMLAttributes }) => [
		'a',
		mergeAttributes(HTMLAttributes, { rel: 'noopener noreferrer' }),
		0
	]
});

const Mention = Mark.create({
	name: 'mention',
	inclusive: false,
	excludes: 'link mention',
	addAttributes: () => ({
		kind: { default: 'term', rendered: false },
		id: { default: '', rendered: false }
	}),
	renderHTML: () => ['span', { class: 'rich__mention' }, 0]
});

/** In the order in which marks lie around letters. */
export const richExtensions: Extensions = [
	Node.create({ name: 'doc', topNode: true, content: 'block+' }),
	block('paragraph', 'p', 'inline*', { priority: 1000 }),
	Node.create({ name: 'text', group: 'inline' }),
	Heading,
	block('bulletList', 'ul', 'listItem+', { group: 'block list' }),
	block('orderedList', 'ol', 'listItem+', { group: 'block list' }),
	ListItem,
	block('blockquote', 'blockquote', '(paragraph | list)+', { defining: true }),
	HardBreak,
	Link,
	Mention,
	letters('bold', 'strong', 'Mod-b'),
	letters('italic', 'em', 'Mod-i')
];

export function richSchema() {
	return getSchema(richExtensions);
}
