// A button beside each list that folds all of it, or unfolds it.
(() => {
  const lists = document.querySelectorAll(".reference > ul.entries");
  for (const list of lists) {
    const folded = list.querySelectorAll("details");
    const title = list.previousElementSibling;
    if (folded.length < 2 || !title) {
      continue;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold-all";
    const isOpen = () => [...folded].every((each) => each.open);
    const show = () => {
      button.textContent = isOpen() ? "Collapse all" : "Expand all";
    };
    button.addEventListener("click", () => {
      const open = !isOpen();
      for (const each of folded) {
        each.open = open;
      }
      show();
    });
    for (const each of folded) {
      each.addEventListener("toggle", show);
    }
    show();
    title.append(button);
  }
})();
