import type { DisplayView } from '@rostrum/shared/protocol/displays';
import { m } from './paraglide/messages.js';

const names: Record<DisplayView, () => string> = {
  screen: m.screen_title,
  timer: m.timer_title,
  backstage: m.backstage_title,
  timeline: m.timeline_title,
  'overlay-auto': m.display_overlay_auto,
  'overlay-question': m.display_overlay_question,
  'overlay-speaker': m.display_overlay_speaker,
  'overlay-timer': m.display_overlay_timer,
  'overlay-aux': m.display_overlay_aux,
  podium: m.podium_title,
};

export function viewText(view: DisplayView): string {
  return names[view]();
}
