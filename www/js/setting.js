// Small choices that outlast the visit. Where storage is off they last until the page is closed.
export function setting(name) {
  try {
    return localStorage.getItem(`saidby-${name}`);
  } catch {
    return null;
  }
}

/** Null forgets it. */
export function choose(name, value) {
  try {
    if (value === null) localStorage.removeItem(`saidby-${name}`);
    else localStorage.setItem(`saidby-${name}`, value);
  } catch {
    // Nothing is kept.
  }
}
