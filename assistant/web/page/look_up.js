// Looking up a clause: the box and its keys, the list, and the clause that is open.
Object.assign(assistantPage, (() => {
  const FIELDS = ["query", "region", "status", "day"];
  const field = (name) => document.querySelector(`#query [name=${name}]`);
  // What is looked for, and where; under its own name in the address.
  const asked = () => Object.fromEntries(FIELDS.map((name) => [name, field(name)?.value.trim() ?? ""]));
  const inAddress = ({ query, ...where }) => ({ q: query, ...where });

  function lookUp(element, trigger, watch, open) {
    const input = () => document.querySelector("#query input");
    const options = () => [...element.querySelectorAll("[role=option]")];
    let at = -1;
    let chosen = "";
    const key = (option) => `${option.dataset.doc} ${option.dataset.clause}`;

    function select(index) {
      const all = options();
      at = index < 0 || !all.length ? -1 : index % all.length;
      chosen = at < 0 ? "" : key(all[at]);
      all.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
      if (at < 0) input()?.removeAttribute("aria-activedescendant");
      else {
        input()?.setAttribute("aria-activedescendant", all[at].id);
        all[at].scrollIntoView({ block: "nearest" });
      }
    }

    function show(option) {
      if (!option) return;
      trigger(open, { doc: option.dataset.doc, clause: option.dataset.clause, query: input().value });
    }

    function keys(event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") select(at + 1);
      else if (event.key === "ArrowUp") select(at > 0 ? at - 1 : options().length - 1);
      else if (event.key === "Enter") {
        if (at < 0) select(0);
        show(options()[at]);
      } else if (event.key === "Escape") {
        event.target.value = "";
        event.target.dispatchEvent(new Event("input", { bubbles: true }));
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }

    document.addEventListener("keydown", (event) => event.target === input() && keys(event), true);
    element.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        select(options().indexOf(option));
        show(option);
      }
    });
    // What is chosen stays chosen where a later letter leaves it in the list.
    watch("value", () => {
      const any = options().length > 0;
      input().setAttribute("aria-expanded", String(any));
      any ? input().setAttribute("aria-controls", "clause-list") : input().removeAttribute("aria-controls");
      select(options().findIndex((option) => key(option) === chosen));
      // Answers may overtake each other: what is shown in the end is the answer to what stands in the box.
      setTimeout(() => {
        const now = asked();
        if (element.querySelector(".results").dataset.typed !== Object.values(now).join("|")) trigger("typed", now);
      }, 200);
    });
  }

  // The box says what is in it; the address follows, and at the beginning leads.
  function query(element, trigger, watch) {
    // The box is drawn anew where the documents have changed since the server was started.
    const isBox = (event) => event.target === field("query");
    const typed = () => {
      assistantPage.address(inAddress(asked()));
      trigger("typed", asked());
    };
    // Letters of an input method are no words until they are chosen.
    element.addEventListener("input", (event) => isBox(event) && !event.isComposing && typed());
    element.addEventListener("compositionend", (event) => isBox(event) && typed());
    element.addEventListener("change", (event) => isBox(event) || typed());
    element.addEventListener("submit", (event) => event.preventDefault());
    function fill() {
      const address = new URLSearchParams(location.search);
      for (const [name, at] of Object.entries(inAddress(Object.fromEntries(FIELDS.map((name) => [name, name]))))) {
        const given = address.get(name)?.slice(0, field("query").maxLength) ?? "";
        if (given && field(at) && !field(at).value) field(at).value = given;
      }
      if (Object.values(asked()).some(Boolean)) trigger("typed", asked());
    }
    fill();
    watch("value", fill);
    const address = new URLSearchParams(location.search);
    // Who comes to look something up types at once; on a phone that would call the keyboard up unasked.
    if (address.get("tab") === "look_up" && !address.has("doc") && matchMedia("(hover: hover)").matches) field("query").focus();
  }

  function clause(element, trigger, watch) {
    const place = () => ({ ...element.querySelector(".clause").dataset });
    element.addEventListener("click", (event) => {
      if (event.target.closest("[data-transfer]")) trigger("transfer", place());
      if (event.target.closest("[data-back]")) document.querySelector("#query").scrollIntoView();
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      trigger("report", assistantPage.filled(event.target));
    });
    element.setAttribute("aria-live", "polite");
    watch("value", () => {
      const article = element.querySelector(".clause");
      if (!article) return;
      assistantPage.address(Object.fromEntries(new URLSearchParams(article.dataset.link)));
      if (innerWidth < 700) element.scrollIntoView({ block: "start" });
    });
  }

  return { query, lookUp, clause };
})());
