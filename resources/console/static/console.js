"use strict";
// Keys of the pages, as on the windows: F10 does it, Esc goes back, Ctrl+K finds, arrows walk through a list.
// Every page works without this file.
document.documentElement.classList.add("keys");

const press = (name) => {
  const wanted = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === name && !one.disabled);
  if (wanted) wanted.click();
  return Boolean(wanted);
};
const goBack = () => {
  const back = document.querySelector("[data-back]");
  if (back) back.click();
  return Boolean(back);
};
const find = () => {
  const field = document.querySelector("[data-find]");
  if (field) field.select();
  return Boolean(field);
};
const walk = (step) => {
  const rows = [...document.querySelectorAll("[data-row]")];
  const typing = document.activeElement && document.activeElement.matches("select,textarea,input:not([type=search])");
  if (!rows.length || typing) return false;
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))].focus();
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.metaKey) return;
  const plain = !event.ctrlKey && !event.shiftKey;
  const done =
    (plain && event.key === "F10" && press("F10")) ||
    (plain && event.key === "Escape" && goBack()) ||
    (event.ctrlKey && event.key.toLowerCase() === "k" && find()) ||
    (plain && event.key === "ArrowDown" && walk(1)) ||
    (plain && event.key === "ArrowUp" && walk(-1));
  if (done) event.preventDefault();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches("[data-sends]")) field.form.requestSubmit();
  if (field.dataset.every) document.getElementsByName(field.dataset.every).forEach((one) => (one.checked = field.checked));
  const told = field.matches("[type=file]") && field.parentElement.querySelector("output");
  if (told && field.files.length) told.value = field.files[0].name;
});
// What is missing is said in the page's language, not in the browser's.
document.addEventListener("invalid", (event) => {
  const field = event.target;
  field.setCustomValidity("");
  if (!field.validity.valueMissing) return;
  const { missing, missingChoice } = document.body.dataset;
  field.setCustomValidity(field.matches("[type=radio]") ? missingChoice : missing);
}, true);
document.addEventListener("input", (event) => {
  const field = event.target;
  const same = field.matches("[type=radio]") ? document.getElementsByName(field.name) : [field];
  same.forEach((one) => one.setCustomValidity && one.setCustomValidity(""));
});
// A form that is on its way is not sent a second time by an impatient key.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
