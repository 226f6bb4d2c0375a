// What is loaded once the page stands, as one script with its styles: mending, and the desk.
import { Desk } from "./desk/desk.js";
import { Mend } from "./mend/mend.js";

/** Adds both to the parts of the page. */
export function more(parts) {
  const styles = new CSSStyleSheet();
  styles.replaceSync(STYLE);
  document.adoptedStyleSheets.push(styles);
  parts.mend = new Mend(parts);
  parts.desk = new Desk(parts);
}
