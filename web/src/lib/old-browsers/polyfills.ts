// What the pages call and the oldest browsers have not (docs/displays.md names them). The `lib` of
// tsconfig.json allows these and nothing else that is newer: one is added in both.
import 'core-js/es/array/to-reversed.js';
import 'core-js/es/array/to-sorted.js';
import 'core-js/es/array/to-spliced.js';
import 'core-js/es/array/with.js';
import 'core-js/es/iterator/index.js';
import 'core-js/es/map/group-by.js';
import 'core-js/es/object/group-by.js';
import 'core-js/es/string/to-well-formed.js';
// Without the whole of `URL`, which every browser has.
import 'core-js/modules/web.url.can-parse.js';
import 'core-js/modules/web.url.parse.js';
