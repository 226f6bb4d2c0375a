//! What a user does in a page: clicks, keys, pastes.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::Page;
use crate::browser::Driver;

impl Page {
    /// Clicks the first element for a selector, with the mouse, in its middle.
    pub fn click(&self, selector: &str) {
        self.wait_for(selector);
        let element = self.element(selector);
        let click = format!("element/{element}/click");
        self.post([&click, "WebDriver:ElementClick"], &json!({ "id": element }));
    }

    /// From now on the screen is a phone's, and touched.
    pub fn touch(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": true });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
        self.devtools("Emulation.setTouchEmulationEnabled", &json!({ "enabled": true }));
    }

    /// Taps the first element for a selector, or of these the one that begins with some words, in its middle.
    pub fn tap(&self, selector: &str, words: &str) {
        let found = format!(
            "[...document.querySelectorAll({selector:?})].find((one) => one.textContent.trim().startsWith({words:?}) && one.checkVisibility())"
        );
        self.wait(selector, &found);
        let place = self.eval(&format!(
            "(() => {{ const element = {found}; element.scrollIntoView({{ block: 'center' }});
                const box = element.getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
        ));
        let points = json!([{ "x": place[0], "y": place[1] }]);
        self.devtools("Input.dispatchTouchEvent", &json!({ "type": "touchStart", "touchPoints": points }));
        self.devtools("Input.dispatchTouchEvent", &json!({ "type": "touchEnd", "touchPoints": [] }));
    }

    /// Selects words of the article, as by mouse or finger, and waits for the bar at them.
    pub fn select(&self, words: &str) {
        self.eval(&format!(
            "(() => {{
                const walker = document.createTreeWalker(document.querySelector('.paper'), NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {{
                    const at = node.data.indexOf({words:?});
                    if (at < 0) continue;
                    const range = new Range();
                    range.setStart(node, at);
                    range.setEnd(node, at + {words:?}.length);
                    getSelection().removeAllRanges();
                    getSelection().addRange(range);
                    return node.parentElement.scrollIntoView({{ block: 'center' }});
                }}
            }})()"
        ));
        self.wait_for(".select-bar:not([hidden])");
    }

    /// Presses a key such as `a`, `Enter` or `Escape`, with modifiers: 1 Alt, 2 Control, 4 Meta, 8 Shift.
    pub fn press(&self, key: &str, modifiers: u32) {
        if let Driver::Firefox(driver) = self.driver() {
            let held = [(2, "\u{e009}"), (8, "\u{e008}")].into_iter().filter(|(bit, _)| modifiers & bit != 0);
            let held: Vec<&str> = held.map(|(_, key)| key).collect();
            let step = |kind: &str, key: &str| json!({ "type": kind, "value": key });
            let mut steps: Vec<Value> = held.iter().map(|key| step("keyDown", key)).collect();
            steps.extend([step("keyDown", webdriver_key(key)), step("keyUp", webdriver_key(key))]);
            steps.extend(held.iter().rev().map(|key| step("keyUp", key)));
            let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": steps }] });
            driver
                .call("WebDriver:PerformActions", &actions)
                .unwrap_or_else(|error| panic!("{key}: {error}"));
            return;
        }
        let text = if key == "Enter" { "\r" } else { key };
        let mut event = json!({ "type": "keyDown", "key": key, "code": code(key), "modifiers": modifiers,
            "windowsVirtualKeyCode": virtual_key(key) });
        if (text.chars().count() == 1) && modifiers & !8 == 0 {
            event["text"] = json!(text);
        }
        self.devtools("Input.dispatchKeyEvent", &event);
        event["type"] = json!("keyUp");
        self.devtools("Input.dispatchKeyEvent", &event);
    }

    /// Types a text into what has the focus, at once.
    pub fn insert(&self, text: &str) {
        if self.is_firefox() {
            return text.chars().for_each(|character| self.press(&character.to_string(), 0));
        }
        self.devtools("Input.insertText", &json!({ "text": text }));
    }

    /// Puts a text into the clipboard and pastes it with the keyboard into what has the focus.
    pub fn paste(&self, text: &str) {
        if self.is_firefox() {
            // Headless, Firefox has no clipboard: the event comes without the key.
            return self.give("document.activeElement", text);
        }
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.devtools("Browser.grantPermissions", &permissions);
        // That of the class: a test may catch what is copied.
        self.eval(&format!("Clipboard.prototype.writeText.call(navigator.clipboard, {})", json!(text)));
        let mut event = json!({ "type": "rawKeyDown", "key": "v", "code": "KeyV", "modifiers": 2,
            "windowsVirtualKeyCode": 86, "commands": ["paste"] });
        self.devtools("Input.dispatchKeyEvent", &event);
        event["type"] = json!("keyUp");
        self.devtools("Input.dispatchKeyEvent", &event);
    }

    /// Gives a text to an element as a paste event, without the clipboard and its limits.
    pub fn give(&self, element: &str, text: &str) {
        // Firefox takes the text by fields of its own.
        self.eval(&format!(
            "(() => {{
                const [data, dataType] = [{}, 'text/plain'];
                const clipboardData = new DataTransfer();
                clipboardData.setData(dataType, data);
                const event = {{ clipboardData, data, dataType, bubbles: true, cancelable: true }};
                {element}.dispatchEvent(new ClipboardEvent('paste', event));
            }})()",
            json!(text)
        ));
    }

    /// Gives files to the file input of a selector, which may be hidden.
    pub fn choose_files(&self, selector: &str, files: &[PathBuf]) {
        let found = self.devtools(
            "Runtime.evaluate",
            &json!({ "expression": format!("document.querySelector({})", json!(selector)) }),
        );
        let object = &found["result"]["objectId"];
        self.devtools("DOM.setFileInputFiles", &json!({ "files": files, "objectId": object }));
    }

    /// From now on what would be downloaded or copied is kept, for a headless browser's clipboard may be shut.
    pub fn catch_exports(&self) {
        self.eval(
            "(() => { globalThis.caught = [];
                URL.createObjectURL = (blob) => { blob.text().then((text) => caught.push(text)); return 'data:,'; };
                navigator.clipboard.writeText = async (text) => { caught.push(text); }; })()",
        );
    }

    /// What was downloaded or copied since [`Page::catch_exports`]: the text of the `nth`, counted from 0, once
    /// it is there.
    pub fn caught(&self, nth: usize) -> String {
        self.wait("something left the page", &format!("caught.length === {}", nth + 1));
        self.eval(&format!("caught[{nth}]")).as_str().unwrap_or_default().to_owned()
    }

    /// Chooses a row of a menu once it is open, counted from 0.
    pub fn choose(&self, menu: &str, row: usize) {
        self.wait_for(&format!("{menu} [role=menuitem]"));
        self.eval(&format!("document.querySelectorAll('{menu} [role=menuitem]')[{row}].click()"));
    }

    /// Opens the menu of exports and chooses a row, counted from 0.
    pub fn export(&self, row: usize) {
        self.press("e", 0);
        self.choose(".export-menu", row);
    }

    /// Presses Tab until the element that has the focus matches.
    pub fn tab_to(&self, selector: &str) {
        let there = format!("document.activeElement.matches({selector:?})");
        for _ in 0..60 {
            if self.eval(&there) == true {
                return;
            }
            self.press("Tab", 0);
        }
        panic!("Tab never reaches {selector}");
    }

    /// Pastes an article into the empty page and waits until it is read.
    pub fn read(&self, text: &str) {
        self.wait_for("[data-view=welcome] #paste");
        self.click("#paste");
        self.paste(text);
        self.wait_until_read();
    }

    /// Clears all that is kept, from the empty page.
    pub fn clear_kept(&self) {
        self.click("[data-act=clear]");
        self.wait_for(".shelter .clear-all");
        self.press("Enter", 0);
        self.wait("cleared", "document.querySelector('.shelter').textContent.includes('Take back')");
        self.press("Escape", 0);
    }

    /// Says by keyboard who says the quotation that is chosen.
    pub fn correct_speaker(&self, name: &str) {
        self.press("c", 0);
        self.wait_for(".mend-popover");
        self.press("Enter", 0);
        self.wait_for("#someone");
        self.insert(name);
        self.press("Enter", 0);
        self.wait_for(".paper mark.q.yours");
    }
}

/// A key as WebDriver writes it.
fn webdriver_key(key: &str) -> &str {
    match key {
        "Tab" => "\u{e004}",
        "Enter" => "\u{e007}",
        "Escape" => "\u{e00c}",
        "End" => "\u{e010}",
        "Home" => "\u{e011}",
        "ArrowLeft" => "\u{e012}",
        "ArrowUp" => "\u{e013}",
        "ArrowRight" => "\u{e014}",
        "ArrowDown" => "\u{e015}",
        "Delete" => "\u{e017}",
        character => character,
    }
}

fn code(key: &str) -> String {
    let mut characters = key.chars();
    match (characters.next(), characters.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => format!("Key{}", letter.to_ascii_uppercase()),
        (Some(digit), None) if digit.is_ascii_digit() => format!("Digit{digit}"),
        _ => key.to_owned(),
    }
}

fn virtual_key(key: &str) -> u32 {
    match key {
        "Tab" => 9,
        "Enter" => 13,
        "Escape" => 27,
        "End" => 35,
        "Home" => 36,
        "ArrowLeft" => 37,
        "ArrowUp" => 38,
        "ArrowRight" => 39,
        "ArrowDown" => 40,
        "Delete" => 46,
        _ => key.chars().next().map_or(0, |first| u32::from(first.to_ascii_uppercase())),
    }
}
