// The form of a calculation in the browser: it is sent whole with whatever is done to it, kept over a
// reload, and can be taken back step by step. The server says what it looks like and what comes out.
Object.assign(assistantPage, (() => {
  const STEPS = 50;

  const stored = () => assistantPage.kept.get("case");

  function workOut(element, trigger, watch) {
    // What was done, and the form as it was before. What stood there when another case was opened over it
    // can be had back too.
    const past = stored() ? [{ what: "load", form: stored() }] : [];
    const form = () => element.querySelector("form");
    const filled = () => {
      const all = Object.fromEntries(new FormData(form()));
      delete all.pick;
      return all;
    };
    const keep = () => assistantPage.kept.set("case", JSON.stringify(filled()));
    const now = () => JSON.stringify(filled());
    // To work out changes nothing on the form: taken back is what was changed since.
    const idle = ({ what, form }) => ["calculate", "load"].includes(what) && form === now();
    const remember = (what) => {
      past.push({ what, form: now() });
      if (past.length > STEPS) past.shift();
    };
    const act = (what, more = {}) => {
      remember(what);
      trigger("act", { do: what, form: filled(), ...more });
    };
    // Gradio patches what differs in the text of the page; what somebody typed over it stays as it is.
    function settle() {
      for (const each of form().elements) {
        if (each.type === "radio" || each.type === "checkbox") each.checked = each.hasAttribute("checked");
        else if (each.tagName === "INPUT") each.value = each.getAttribute("value") ?? "";
        else if (each.tagName === "SELECT") each.value = each.querySelector("[selected]")?.value ?? "";
      }
    }
    function undo() {
      while (past.length && idle(past.at(-1))) past.pop();
      if (past.length) trigger("act", { do: "undo", form: JSON.parse(past.pop().form) });
    }
    function shown() {
      element.querySelector("[data-do=undo]").disabled = past.every(idle);
    }
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (!button) return;
      const { do: what, number } = button.dataset;
      if (what === "undo") undo();
      else if (what === "clear") {
        remember("clear");
        trigger("act", { do: "clear", form: {} });
      } else if (what === "add") act("add", { picked: new FormData(form()).getAll("pick").filter(Boolean) });
      else act(what, { number });
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      element.querySelectorAll(".error").forEach((told) => told.remove());
      element.querySelectorAll(".wrong").forEach((field) => field.classList.remove("wrong"));
      act("calculate");
    });
    element.addEventListener("input", () => {
      keep();
      shown();
    });
    watch("value", () => {
      settle();
      keep();
      shown();
      const at = element.querySelector(`#${form().dataset.focus || "none"}`);
      at?.focus();
      at?.scrollIntoView({ block: "start" });
    });
    const open = (text) => act("open", { text });
    // Only a file's text is sent, and only to be read.
    document.querySelector(".opener input").addEventListener("change", async (event) => {
      const [file] = event.target.files;
      event.target.value = "";
      if (file) open(await file.text());
    });
    shown();
  }

  // What comes out is looked at where it is; on a phone it is below, and is gone to.
  function workedOut(element, watch) {
    element.setAttribute("aria-live", "polite");
    element.addEventListener("click", (event) => {
      const link = event.target.closest("[data-target]");
      if (!link) return;
      event.preventDefault();
      const field = document.getElementById(link.dataset.target);
      field?.focus();
      field?.scrollIntoView({ block: "center" });
    });
    watch("value", () => {
      if (innerWidth < 700 && !element.querySelector(".note")) element.scrollIntoView({ block: "start" });
    });
  }

  // The case of a link, which stands behind the # of the address and is sent to no server by the browser
  // itself, and the form as it was before a reload. Opened once, the link makes way for what is then changed.
  function keptCase() {
    const found = /^#case=(.+)$/.exec(location.hash);
    let linked = "";
    if (found) {
      try {
        linked = decodeURIComponent(found[1]);
      } catch {
        linked = found[1];
      }
      history.replaceState(history.state, "", location.pathname + location.search);
      assistantPage.atTab("work_out");
    }
    return [linked, stored()];
  }

  return { workOut, workedOut, keptCase };
})());
