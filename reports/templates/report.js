// Search, filter, sort and copy for the tables of the report. Without it everything can be read.
(function () {
  "use strict";

  function make(name, attributes, text) {
    var node = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text) node.textContent = text;
    return node;
  }

  // -- copying a citation ------------------------------------------------------------------------

  function copy(words) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(words);
    var area = make("textarea", { readonly: "", "aria-hidden": "true" });
    area.value = words;
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  function addCopy(node) {
    var number = node.textContent.trim();
    var button = make("button", { type: "button", class: "copy", "aria-label": "复制引用 " + number }, "复制引用");
    button.addEventListener("click", function () {
      copy(number + "（" + document.body.dataset.source + "）").then(
        function () { button.textContent = "已复制"; },
        function () { button.textContent = "请手工复制"; }
      ).then(function () { setTimeout(function () { button.textContent = "复制引用"; }, 2000); });
    });
    node.parentNode.insertBefore(button, node.nextSibling);
  }

  // -- tables --------------------------------------------------------------------------------------

  function words(cell) { return cell.textContent.replace(/\s+/g, " ").trim(); }
  function values(cell) { return "value" in cell.dataset ? cell.dataset.value.split("|") : [words(cell)]; }
  function key(cell) { return "sort" in cell.dataset ? cell.dataset.sort : words(cell); }

  function compare(a, b) {
    var x = parseFloat(a), y = parseFloat(b);
    var plain = /^-?[\d.]+%?$/;
    if (plain.test(a) && plain.test(b)) return x - y;
    return a.localeCompare(b, "zh-CN", { numeric: true });
  }

  function addSort(table, head, column) {
    var button = make("button", { type: "button" }, head.textContent);
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("th").forEach(function (th) { th.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var body = table.tBodies[0];
      Array.from(body.rows)
        .map(function (row) { return [key(row.cells[column]), row]; })
        .sort(function (a, b) { return (down ? -1 : 1) * compare(a[0], b[0]); })
        .forEach(function (pair) { body.appendChild(pair[1]); });
    });
  }

  function picker(table, head, column) {
    var found = new Map();
    Array.from(table.tBodies[0].rows).forEach(function (row) {
      values(row.cells[column]).forEach(function (value) { found.set(value, (found.get(value) || 0) + 1); });
    });
    if (found.size < 2 || found.size > 200) return null;
    var label = make("label", {}, head.textContent);
    var select = make("select");
    select.appendChild(make("option", { value: "" }, "全部"));
    found.forEach(function (count, value) {
      select.appendChild(make("option", { value: value }, value + "（" + count + "）"));
    });
    label.appendChild(select);
    return { label: label, select: select, column: column };
  }

  function sift(table) {
    var rows = Array.from(table.tBodies[0].rows);
    if (rows.length < 2) return;
    var heads = Array.from(table.tHead.rows[0].cells);
    var tools = make("div", { class: "tools", role: "search", "aria-label": table.getAttribute("aria-label") });
    var label = make("label", {}, "查找");
    var input = make("input", { type: "search", autocomplete: "off" });
    label.appendChild(input);
    tools.appendChild(label);
    var pickers = heads
      .map(function (head, column) { return head.dataset.sift === "pick" ? picker(table, head, column) : null; })
      .filter(Boolean);
    pickers.forEach(function (each) { tools.appendChild(each.label); });
    var told = make("output", { "aria-live": "polite" });
    tools.appendChild(told);
    var texts = null;

    function apply() {
      texts = texts || rows.map(function (row) { return words(row).toLowerCase(); });
      var wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, place) {
        var fits = wanted.every(function (word) { return texts[place].indexOf(word) >= 0; })
          && pickers.every(function (each) {
            return !each.select.value || values(row.cells[each.column]).indexOf(each.select.value) >= 0;
          });
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      var paged = document.querySelector(".pager") ? "本页 " : "";
      told.textContent = shown === rows.length ? paged + rows.length + " 项" : paged + rows.length + " 项中的 " + shown + " 项";
    }

    input.addEventListener("input", apply);
    pickers.forEach(function (each) { each.select.addEventListener("change", apply); });
    heads.forEach(function (head, column) { if (head.dataset.sift) addSort(table, head, column); });
    if (rows.length > 8) table.parentNode.insertBefore(tools, table);
    apply();
  }

  document.querySelectorAll("table.sift").forEach(sift);
  document.querySelectorAll("[data-cite]").forEach(function (node) {
    if (node.closest("td") || node.classList.contains("citation")) addCopy(node);
  });
})();
