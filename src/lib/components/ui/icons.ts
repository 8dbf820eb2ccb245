import Anchor from '@lucide/svelte/icons/anchor';
import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import ArrowUpDown from '@lucide/svelte/icons/arrow-up-down';
import Bookmark from '@lucide/svelte/icons/bookmark';
import ChevronDown from '@lucide/svelte/icons/chevron-down';
import ChevronUp from '@lucide/svelte/icons/chevron-up';
import Columns2 from '@lucide/svelte/icons/columns-2';
import Funnel from '@lucide/svelte/icons/funnel';
import Search from '@lucide/svelte/icons/search';
import Check from '@lucide/svelte/icons/check';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Bold from '@lucide/svelte/icons/bold';
import Italic from '@lucide/svelte/icons/italic';
import Heading from '@lucide/svelte/icons/heading';
import Heading2 from '@lucide/svelte/icons/heading-2';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import ListIndentIncrease from '@lucide/svelte/icons/list-indent-increase';
import ListIndentDecrease from '@lucide/svelte/icons/list-indent-decrease';
import Quote from '@lucide/svelte/icons/quote';
import AtSign from '@lucide/svelte/icons/at-sign';
import Cloud from '@lucide/svelte/icons/cloud';
import Columns3 from '@lucide/svelte/icons/columns-3';
import Copy from '@lucide/svelte/icons/copy';
import Download from '@lucide/svelte/icons/download';
import Ear from '@lucide/svelte/icons/ear';
import Ellipsis from '@lucide/svelte/icons/ellipsis';
import Eraser from '@lucide/svelte/icons/eraser';
import Eye from '@lucide/svelte/icons/eye';
import EyeOff from '@lucide/svelte/icons/eye-off';
import Flag from '@lucide/svelte/icons/flag';
import Footprints from '@lucide/svelte/icons/footprints';
import Glasses from '@lucide/svelte/icons/glasses';
import Group from '@lucide/svelte/icons/group';
import Hand from '@lucide/svelte/icons/hand';
import Heart from '@lucide/svelte/icons/heart';
import House from '@lucide/svelte/icons/house';
import Info from '@lucide/svelte/icons/info';
import KeyRound from '@lucide/svelte/icons/key-round';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import Link from '@lucide/svelte/icons/link';
import List from '@lucide/svelte/icons/list';
import Loader from '@lucide/svelte/icons/loader';
import Lock from '@lucide/svelte/icons/lock';
import LogOut from '@lucide/svelte/icons/log-out';
import Megaphone from '@lucide/svelte/icons/megaphone';
import MessageSquare from '@lucide/svelte/icons/message-square';
import Mic from '@lucide/svelte/icons/mic';
import Minus from '@lucide/svelte/icons/minus';
import MoveRight from '@lucide/svelte/icons/move-right';
import Pause from '@lucide/svelte/icons/pause';
import Pencil from '@lucide/svelte/icons/pencil';
import Phone from '@lucide/svelte/icons/phone';
import Play from '@lucide/svelte/icons/play';
import Pin from '@lucide/svelte/icons/pin';
import Plus from '@lucide/svelte/icons/plus';
import Radio from '@lucide/svelte/icons/radio';
import CornerDownRight from '@lucide/svelte/icons/corner-down-right';
import Redo2 from '@lucide/svelte/icons/redo-2';
import Scale from '@lucide/svelte/icons/scale';
import Signpost from '@lucide/svelte/icons/signpost';
import Square from '@lucide/svelte/icons/square';
import SquareCheck from '@lucide/svelte/icons/square-check';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import Target from '@lucide/svelte/icons/target';
import ThumbsUp from '@lucide/svelte/icons/thumbs-up';
import Timer from '@lucide/svelte/icons/timer';
import Trash2 from '@lucide/svelte/icons/trash-2';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Undo2 from '@lucide/svelte/icons/undo-2';
import Ungroup from '@lucide/svelte/icons/ungroup';
import User from '@lucide/svelte/icons/user';
import Users from '@lucide/svelte/icons/users';
import UserX from '@lucide/svelte/icons/user-x';
import WifiOff from '@lucide/svelte/icons/wifi-off';
import X from '@lucide/svelte/icons/x';

/** The lucide icons (ISC) that stand in the sprite, by the name `Icon` takes. */
export const lucide = {
	anchor: Anchor,
	'arrow-right': ArrowRight,
	bookmark: Bookmark,
	check: Check,
	alert: CircleAlert,
	download: Download,
	done: CircleCheck,
	question: CircleQuestionMark,
	bold: Bold,
	italic: Italic,
	heading: Heading,
	subheading: Heading2,
	numbers: ListOrdered,
	deeper: ListIndentIncrease,
	higher: ListIndentDecrease,
	quote: Quote,
	at: AtSign,
	cloud: Cloud,
	columns: Columns3,
	sides: Columns2,
	search: Search,
	filter: Funnel,
	up: ChevronUp,
	down: ChevronDown,
	more: Ellipsis,
	eye: Eye,
	flag: Flag,
	footprints: Footprints,
	glasses: Glasses,
	hand: Hand,
	heart: Heart,
	house: House,
	info: Info,
	key: KeyRound,
	lightbulb: Lightbulb,
	link: Link,
	list: List,
	loader: Loader,
	'log-out': LogOut,
	megaphone: Megaphone,
	message: MessageSquare,
	move: MoveRight,
	pencil: Pencil,
	phone: Phone,
	pin: Pin,
	plus: Plus,
	signal: Radio,
	redo: Redo2,
	reply: CornerDownRight,
	scale: Scale,
	signpost: Signpost,
	task: SquareCheck,
	target: Target,
	vote: ThumbsUp,
	bin: Trash2,
	eraser: Eraser,
	fuel: TriangleAlert,
	undo: Undo2,
	user: User,
	'user-x': UserX,
	users: Users,
	offline: WifiOff,
	close: X,
	back: ArrowLeft,
	sort: ArrowUpDown,
	copy: Copy,
	ear: Ear,
	'eye-off': EyeOff,
	bundle: Group,
	unbundle: Ungroup,
	lock: Lock,
	mic: Mic,
	minus: Minus,
	pause: Pause,
	play: Play,
	stop: Square,
	note: StickyNote,
	timer: Timer
} as const;

/** Our own signs for what is seen and what is thought. */
export type KindSign = 'feit' | 'gebeurtenis' | 'trigger' | 'aanname' | 'duiding';
export type IconName = keyof typeof lucide | KindSign;
