// What the pages do without, made nicer: finding a force while typing, and copying a block of text.
"use strict";

const finder = document.getElementById("finder");
if (finder) {
  finder.hidden = false;
  const input = document.getElementById("find-force");
  const rows = [...document.querySelectorAll("table.forces tbody tr")];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  input.addEventListener("input", () => {
    const wanted = fold(input.value).split(" ").filter(Boolean);
    let found = 0;
    for (const row of rows) {
      const words = row.dataset.words;
      row.hidden = !wanted.every((word) => words.split(" ").some((one) => one.startsWith(word)));
      found += row.hidden ? 0 : 1;
    }
    document.getElementById("found").textContent = wanted.length ? `${found} of ${rows.length} forces` : "";
  });
}

if (navigator.clipboard) {
  for (const block of document.querySelectorAll("blockquote")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy this text";
    button.addEventListener("click", async () => {
      const text = block.cloneNode(true);
      text.querySelectorAll(".refs").forEach((one) => one.remove());
      const paragraphs = [...text.querySelectorAll("p")].map((one) => one.textContent.trim());
      try {
        await navigator.clipboard.writeText(paragraphs.join("\n\n"));
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not copied: select the text instead";
      }
    });
    block.after(button);
  }
}
