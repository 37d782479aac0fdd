// What the page does in the browser: clicks in our HTML become events, the address follows what is shown.
// Everything that is said or worked out comes from the server.
const assistantPage = (() => {
  const language = /^\/en\/?$/.test(location.pathname) ? "en" : "zh-CN";

  const filled = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));

  // What lasts as long as the tab of the browser; nothing, where nothing may be stored.
  const kept = {
    get(name) {
      try {
        return sessionStorage.getItem(`policy-assistant-${name}`) ?? "";
      } catch {
        return "";
      }
    },
    set(name, text) {
      try {
        sessionStorage.setItem(`policy-assistant-${name}`, text);
      } catch {
        // It then lasts as long as the page.
      }
    },
  };

  // Votes, reports and turns taken back: the same in the latest turn and in those before it.
  function turns(element, trigger) {
    const number = (part) => part.closest("[data-turn]").dataset.turn;
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-vote], button[data-undo]");
      if (button?.dataset.undo) trigger("undo", {});
      else if (button) trigger("vote", { turn: number(button), vote: button.dataset.vote });
    });
    element.addEventListener("submit", (event) => {
      const form = event.target;
      event.preventDefault();
      if (form.dataset.vote) trigger("vote", { turn: number(form), vote: form.dataset.vote, ...filled(form) });
      if (form.dataset.report) trigger("report", { turn: number(form), ...filled(form) });
    });
  }

  function earlier(element, trigger) {
    turns(element, trigger);
    element.addEventListener("click", (event) => {
      if (event.target.closest("[data-earlier]")) trigger("earlier", {});
    });
  }

  // What was kept is said for a while; the form it came from is done with.
  function thanks(element, watch) {
    element.setAttribute("role", "status");
    watch("value", () => {
      if (!element.textContent.trim()) return;
      document.querySelectorAll(".report[open]").forEach((form) => {
        form.open = false;
        form.querySelector("form").reset();
        form.querySelector("summary").focus();
      });
      const shown = element.firstElementChild;
      setTimeout(() => shown.remove(), 8000);
    });
  }

  function facts(element, trigger) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-forget]");
      if (button) trigger("forget", { ...button.dataset });
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = filled(event.target);
      if (Object.keys(given).length) trigger("reply", { facts: given, award: event.target.dataset.award });
    });
  }

  function conversation(element, trigger, watch) {
    turns(element, trigger);
    // Once something is sent, nothing else is until it is answered.
    const send = (name, data) => {
      element.querySelectorAll("[data-say], [data-fact], .questions [type=submit]").forEach((each) => (each.disabled = true));
      trigger(name, data);
    };
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-say], [data-fact], [data-stop]");
      if (!button || button.disabled) return;
      if (button.dataset.stop) {
        button.disabled = true;
        return trigger("stop", {});
      }
      const { say, fact, value } = button.dataset;
      if (say) send("say", { text: say });
      else send("reply", { facts: { [fact]: value }, award: "" });
    });
    element.addEventListener("submit", (event) => {
      if (!event.target.closest(".questions")) return;
      const given = filled(event.target);
      if (Object.keys(given).length) send("reply", { facts: given, award: "" });
    });
    // What was written outlives a reload, until it is sent.
    const box = () => document.querySelector("#message textarea");
    (function written() {
      if (!box()) return void requestAnimationFrame(written);
      box().addEventListener("input", () => kept.set("message", box().value));
      if (box().value || !kept.get("message")) return;
      box().value = kept.get("message");
      box().dispatchEvent(new Event("input", { bubbles: true }));
    })();
    let pending = false;
    watch("value", () => {
      setTimeout(() => kept.set("message", box()?.value ?? ""), 300);
      const now = element.querySelector(".pending") !== null;
      // At the beginning and once more at the end, when the turns before have moved up.
      if (now !== pending) requestAnimationFrame(() => element.scrollIntoView({ block: "start" }));
      pending = now;
    });
  }

  // The region itself must outlive the words in it, or a screen reader would not say them.
  function announcement(element) {
    element.setAttribute("role", "status");
    element.setAttribute("aria-live", "polite");
  }

  // As high as the report is, so that there is one thing to scroll. No script runs in it.
  function report(element, watch) {
    const fit = () => {
      const frame = element.querySelector("iframe");
      const inside = frame?.contentDocument?.body;
      if (inside) frame.style.height = `${inside.scrollHeight + 2}px`;
    };
    const listen = () => {
      const frame = element.querySelector("iframe");
      frame?.addEventListener("load", () => {
        fit();
        frame.contentDocument.addEventListener("toggle", fit, true);
        new ResizeObserver(fit).observe(frame.contentDocument.body);
      });
    };
    listen();
    watch("value", listen);
  }

  function address(changes) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) value ? query.set(name, value) : query.delete(name);
    const text = query.toString();
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  }

  // The address says which tab is open; that of the conversation needs no saying where nothing else is asked.
  function atTab(name) {
    const query = new URLSearchParams(location.search);
    address({ tab: name !== "ask" || query.has("q") || query.has("doc") ? name : "" });
  }

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) atTab(tab.dataset.tabId);
  });

  // A case in the address of a page that is open already.
  addEventListener("hashchange", () => {
    if (location.hash.startsWith("#case=")) location.reload();
  });

  // Another language of the same place.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".nav-holder a");
    if (link) link.search = location.search;
  });

  // On paper nothing can be opened, so all that is folded is printed open.
  async function print() {
    // The earlier turns have just been sent whole; they are shown a moment after.
    await new Promise((shown) => setTimeout(shown, 300));
    const folded = [...document.querySelectorAll(":is(#earlier, #latest, #result) details")].filter(
      (each) => !each.open && !each.matches(".report"),
    );
    folded.forEach((each) => (each.open = true));
    window.print();
    folded.forEach((each) => (each.open = false));
  }

  function save(text, name, ending = "md", type = "text/markdown") {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = `${name}-${new Date().toISOString().slice(0, 10)}.${ending}`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-case-link], [data-case-save], [data-case-print]");
    if (!button) return;
    if (button.dataset.casePrint) return void print();
    const text = button.closest("[data-case]").dataset.case;
    if (button.dataset.caseSave) save(text, button.dataset.caseSave, "json", "application/json");
    else copy(`${location.origin}${location.pathname}#case=${encodeURIComponent(text)}`, button);
  });

  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https the clipboard can be reached only through a selection.
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const before = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = before), 1500);
  }

  function answerText(button) {
    const reply = button.closest(".reply");
    const sources = [...reply.querySelectorAll(".citation")].map(
      (each) => `${each.querySelector(".n").textContent} ${each.querySelector(".source").firstChild.textContent.trim()}`,
    );
    return [reply.querySelector(".prose-text").innerText.trim(), ...sources].join("\n");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-copy-link]");
    if (button) {
      const link = button.closest("[data-link]")?.dataset.link;
      if (button.dataset.copyLink) copy(location.origin + location.pathname + link, button);
      else copy(button.dataset.copy === "answer" ? answerText(button) : button.dataset.copy, button);
    }
    const mark = event.target.closest("a.mark");
    if (mark) {
      event.preventDefault();
      const opened = document.querySelector(mark.getAttribute("href"));
      opened.open = true;
      opened.querySelector("summary").focus();
      opened.scrollIntoView({ block: "nearest" });
    }
  });

  // Gradio goes by the browser: it would name the browser's language as the page's, and turn white on black;
  // and it has one title for both languages.
  const root = document.documentElement;
  const settle = () => {
    if (root.lang !== language) root.lang = language;
    const title = document.querySelector("#frame .brand")?.textContent;
    if (title && document.title !== title) document.title = title;
    document.body?.classList.remove("dark");
    // Gradio's own word of a lost connection is English; ours says what to do.
    const lost = document.querySelector("#frame .lost");
    if (lost) lost.hidden = !document.querySelector(".toast-body");
  };
  settle();
  new MutationObserver(settle).observe(root, { attributes: true, attributeFilter: ["lang"] });
  new MutationObserver(settle).observe(document, { childList: true, subtree: true });

  return { earlier, conversation, announcement, thanks, facts, report, print, save, atTab, address, filled, kept };
})();
