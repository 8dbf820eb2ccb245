import type { Editor } from '@tiptap/core';
import type { IconName } from '$lib/components/ui/icons';
import { m } from '$lib/paraglide/messages';
import { richLimits } from '$lib/documents/rich-text';
import type { RichMount } from './rich-mount';

/** A button of the toolbar. */
export interface RichTool {
	name: string;
	label: string;
	/** What stands on it. */
	sign: IconName;
	keys?: string;
	/** Undefined: it is no switch. */
	isOn?: boolean;
	isOff?: boolean;
	run: () => void;
}

/** The buttons as they stand now. */
export function toolsOf(
	mount: RichMount,
	open: { link: () => void; mention: (() => void) | null }
): RichTool[] {
	const { editor } = mount;
	const chain = () => editor.chain().focus();
	const level = depthOf(editor);
	const mark = (name: string, label: string, sign: IconName, keys: string): RichTool => ({
		...{ name, label, sign, keys },
		isOn: editor.isActive(name),
		run: () => chain().toggleMark(name).run()
	});
	const heading = (size: 3 | 4, label: string, sign: IconName): RichTool => ({
		...{ name: `h${size}`, label, sign },
		isOn: editor.isActive('heading', { level: size }),
		run: () => chain().toggleNode('heading', 'paragraph', { level: size }).run()
	});
	const list = (name: string, label: string, sign: IconName): RichTool => ({
		...{ name, label, sign },
		isOn: editor.isActive(name),
		run: () => chain().toggleList(name, 'listItem').run()
	});
	return [
		mark('bold', m.rich_bold(), 'bold', 'Control+B'),
		mark('italic', m.rich_italic(), 'italic', 'Control+I'),
		heading(3, m.rich_h3(), 'heading'),
		heading(4, m.rich_h4(), 'subheading'),
		list('bulletList', m.rich_bullets(), 'list'),
		list('orderedList', m.rich_numbers(), 'numbers'),
		{
			...{ name: 'deeper', label: m.rich_deeper(), sign: 'deeper' },
			isOff: level === 0 || level >= richLimits.depth,
			run: () => chain().sinkListItem('listItem').run()
		},
		{
			...{ name: 'higher', label: m.rich_higher(), sign: 'higher' },
			isOff: level === 0,
			run: () => chain().liftListItem('listItem').run()
		},
		{
			...{ name: 'quote', label: m.rich_quote(), sign: 'quote' },
			isOn: editor.isActive('blockquote'),
			run: () => chain().toggleWrap('blockquote').run()
		},
		{
			...{ name: 'link', label: m.rich_link(), sign: 'link', keys: 'Control+K' },
			isOn: editor.isActive('link'),
			run: open.link
		},
		...(open.mention
			? [{ name: 'mention', label: m.rich_mention(), sign: 'at' as const, run: open.mention }]
			: []),
		{
			...{ name: 'undo', label: m.rich_undo(), sign: 'undo', keys: 'Control+Z' },
			run: () => void mount.undo()
		},
		{
			...{ name: 'redo', label: m.rich_redo(), sign: 'redo', keys: 'Control+Y' },
			run: () => void mount.redo()
		}
	];
}

/** How many lists the caret stands in. */
function depthOf(editor: Editor): number {
	const { $from: from } = editor.state.selection;
	let depth = 0;
	for (let i = from.depth; i > 0; i -= 1) if (from.node(i).type.name === 'listItem') depth += 1;
	return depth;
}
