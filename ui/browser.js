// What the page needs from the browser and Streamlit does not give: markers that open without a
// reload, the screen's language for fonts and screen readers, and a name for this browser.

const listeners = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  document.documentElement.lang = data.language;
  keepOwner(data.cookie, data.owner);
  focusOnce(data);
  showTurn(data.turns);
  showAsked(data.asking);

  listeners.get(parentElement)?.();
  const onClick = (event) => {
    const button = event.target.closest?.("button[data-ask]");
    if (button) return setTriggerValue("ask", button.dataset.ask);
    const copying = event.target.closest?.("button[data-copy]");
    if (copying) return copy(copying);
    const link = event.target.closest?.("a[data-source], a[data-conversation], a[data-go]");
    if (!link) return closeSheet(event.target);
    // With a modifier key the reader wants a tab of its own: the address does the same there.
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if ("source" in link.dataset) setTriggerValue("source", link.dataset.source);
    else if ("conversation" in link.dataset) setTriggerValue("conversation", link.dataset.conversation);
    else setTriggerValue("address", link.search.slice(1));
  };
  // On a narrow screen the source lies over the conversation: a touch beside it puts it away.
  const closeSheet = (target) => {
    if (!data.opened || !matchMedia("(max-width: 1099px)").matches) return;
    if (target.closest?.('[data-testid="stMainBlockContainer"]') && !target.closest(".st-key-source-panel")) {
      setTriggerValue("source", "");
    }
  };
  const onKey = (event) => {
    if (event.key === "Escape" && data.opened && !isCovered()) setTriggerValue("source", "");
  };
  document.addEventListener("click", onClick);
  // Captured: what the key closes above the source must still be there to be seen.
  document.addEventListener("keydown", onKey, true);
  const stop = () => {
    document.removeEventListener("click", onClick);
    document.removeEventListener("keydown", onKey, true);
  };
  listeners.set(parentElement, stop);
  return stop;
}

// Whether a dialog or a page in full screen lies above the source: Escape closes that first.
function isCovered() {
  return document.querySelector('[role="dialog"], [aria-label^="Close fullscreen"]') !== null;
}

// Put an answer on the clipboard, and say so beside the button.
async function copy(button) {
  const said = button.parentElement.querySelector(".copied");
  let done = true;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Without https there is no clipboard to write to, but a selection can still be copied.
    done = copySelection(button.dataset.copy);
  }
  said.textContent = done ? button.dataset.copied : button.dataset.failed;
  setTimeout(() => (said.textContent = ""), 4000);
}

function copySelection(text) {
  const before = document.activeElement;
  const box = document.createElement("textarea");
  box.value = text;
  box.style.position = "fixed";
  box.style.opacity = "0";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  before?.focus();
  return done;
}

function keepOwner(cookie, owner) {
  if (document.cookie.split("; ").some((pair) => pair.startsWith(cookie + "="))) return;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${cookie}=${owner}; path=/; max-age=31536000; SameSite=Lax${secure}`;
}

let focused = null;

// The question's box when a conversation is opened, the source's title when a source is: the
// elements may arrive after this one.
function focusOnce({ conversation, opened }) {
  const target = opened ? `source ${opened}` : `conversation ${conversation}`;
  const first = focused === null;
  if (target === focused) return;
  focused = target;
  if (opened) return whenThere("#source-title", (element) => element.focus({ preventScroll: true }));
  // A phone would cover half the page with its keyboard.
  if (matchMedia("(pointer: fine)").matches) {
    whenThere('[data-testid="stChatInputTextArea"]', (element) => element.focus({ preventScroll: !first }));
  }
}

let shown = 0;

// An answer longer than the window is read from its question on; Streamlit scrolls to its end.
function showTurn(turns) {
  if (turns > shown) {
    setTimeout(() => {
      // It may have been answered before it was seen to be asked.
      const question = [...document.querySelectorAll(".question")][turns - 1];
      if (question) reveal(question);
    }, 300);
  }
  shown = turns;
}

let asked = null;

// Who asks while reading further up sees the question, and what comes of it.
function showAsked(asking) {
  if (asking !== null && asking !== asked) {
    whenThere(".st-key-asking .question", reveal);
  }
  asked = asking;
}

// Streamlit's box for questions covers the foot of the window.
function reveal(question) {
  const { top, bottom } = question.getBoundingClientRect();
  const box = document.querySelector('[data-testid="stBottom"]');
  const end = box?.getBoundingClientRect().top ?? innerHeight;
  if (top < 0 || bottom > end) question.scrollIntoView({ block: "start" });
}

function whenThere(selector, act, tries = 20) {
  const element = document.querySelector(selector);
  if (element) act(element);
  else if (tries) setTimeout(whenThere, 100, selector, act, tries - 1);
}
