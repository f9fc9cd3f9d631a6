"use strict";
/* A small part of Markdown, built from text nodes only: what a bot says never becomes HTML. */
const markdown = (() => {
  const INLINE = /(`+)([^`]+?)\1|\*\*([^*]+?)\*\*|__([^_]+?)__|\*([^*\s][^*]*?)\*|!?\[([^\]]*)\]\(([^()\s]+)\)|(https?:\/\/[^\s<>"')\]]+)/g;

  function element(name, ...children) {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  }

  function link(label, target) {
    let url;
    try { url = new URL(target); } catch { return document.createTextNode(label); }
    if (!["http:", "https:", "mailto:"].includes(url.protocol)) return document.createTextNode(label);
    const made = element("a", label);
    made.href = url.href;
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    return made;
  }

  function inline(text) {
    const parts = [];
    let end = 0;
    for (const found of text.matchAll(INLINE)) {
      parts.push(text.slice(end, found.index));
      end = found.index + found[0].length;
      const [all, , code, bold, bold2, italic, label, target, bare] = found;
      if (code !== undefined) parts.push(element("code", code));
      else if (bold !== undefined || bold2 !== undefined) parts.push(element("strong", ...inline(bold ?? bold2)));
      else if (italic !== undefined) parts.push(element("em", ...inline(italic)));
      else if (target !== undefined) parts.push(link((all[0] === "!" ? "🖼 " : "") + (label || target), target));
      else parts.push(link(bare, bare));
    }
    parts.push(text.slice(end));
    return parts.filter(part => part !== "");
  }

  function lines(texts) {
    return texts.flatMap((text, index) => index ? [document.createElement("br"), ...inline(text)] : inline(text));
  }

  function render(source) {
    const out = document.createDocumentFragment();
    const rows = source.replace(/\r\n?/g, "\n").split("\n");
    let at = 0;
    const run = (pattern, strip) => {
      const taken = [];
      while (at < rows.length && pattern.test(rows[at])) taken.push(rows[at++].replace(strip, ""));
      return taken;
    };
    while (at < rows.length) {
      const row = rows[at];
      const heading = /^(#{1,6})\s+(.*)$/.exec(row);
      if (/^\s*```/.test(row)) {
        const code = [];
        for (at++; at < rows.length && !/^\s*```/.test(rows[at]); at++) code.push(rows[at]);
        at++;
        out.append(element("pre", element("code", code.join("\n"))));
      } else if (heading) {
        at++;
        out.append(element("h" + Math.min(4, heading[1].length + 1), ...inline(heading[2])));
      } else if (/^\s*[-*+]\s+/.test(row)) {
        out.append(element("ul", ...run(/^\s*[-*+]\s+/, /^\s*[-*+]\s+/).map(item => element("li", ...inline(item)))));
      } else if (/^\s*\d+[.)]\s+/.test(row)) {
        const list = element("ol", ...run(/^\s*\d+[.)]\s+/, /^\s*\d+[.)]\s+/).map(item => element("li", ...inline(item))));
        list.start = parseInt(row, 10);
        out.append(list);
      } else if (/^\s*>/.test(row)) {
        out.append(element("blockquote", ...lines(run(/^\s*>/, /^\s*>\s?/))));
      } else if (row.trim() === "") {
        at++;
      } else {
        const text = [rows[at++]];
        while (at < rows.length && rows[at].trim() !== "" && !/^\s*(```|#{1,6}\s|[-*+]\s|\d+[.)]\s|>)/.test(rows[at])) text.push(rows[at++]);
        out.append(element("p", ...lines(text.map(line => line.trimEnd()))));
      }
    }
    return out;
  }

  return { render };
})();
