// What is loaded once the page stands: mending.
import { Mend } from "../mend/mend.js";

const styles = new CSSStyleSheet();
styles.replaceSync(STYLE);

export class Desk {
  constructor(parts) {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
    this.mend = new Mend(parts);
  }
}
