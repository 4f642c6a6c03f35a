// What the search stands on, as one classic script.
import MiniSearch from "minisearch";
import { doubleMetaphone } from "double-metaphone";

window.plainwords.vendor = { MiniSearch, doubleMetaphone };
